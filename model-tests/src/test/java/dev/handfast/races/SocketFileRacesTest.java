package dev.handfast.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.HandfastException;
import dev.handfast.Race;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.conformance.Until;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.server.HandfastServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// The races about the socket's file: what the real orchestrator does at a path, and what a
/// careless one does.
class SocketFileRacesTest {
  private static final Evidence EVIDENCE = Evidence.of(SocketFileRacesTest.class);

  @TempDir private Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private int folders;

  /// Which rules the check checks; the socket's file has a section of its own.
  private List<String> rules = List.of();

  @BeforeEach
  void read(TestInfo test) {
    Rule rule = test.getTestMethod().orElseThrow().getAnnotation(Rule.class);
    rules = rule == null ? List.of("section 11") : List.of(rule.value());
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  /// Listens at a path, however it does so; closing stops it.
  private interface Listening {
    AutoCloseable at(Path path) throws IOException;
  }

  private interface Check {
    String of(Listening listening, Path path) throws Exception;
  }

  private static AutoCloseable real(Path path) {
    return HandfastServer.builder(SocketPath.of(path)).start();
  }

  private void race(String mutant, Listening careless, Check check, String right, String wrong)
      throws Exception {
    assertThat(check.of(this::keptReal, fresh())).as("the real one").isEqualTo(right);
    assertThat(check.of(careless, fresh())).as("the careless one").isEqualTo(wrong);
    EVIDENCE.killed(mutant, Rung.RACES, rules, 1, "right is %s; seen %s".formatted(right, wrong));
  }

  private AutoCloseable keptReal(Path path) {
    return keep(real(path));
  }

  private <T extends AutoCloseable> T keep(T each) {
    open.push(each);
    return each;
  }

  private Path fresh() throws IOException {
    return Files.createDirectory(folder.resolve("d" + ++folders)).resolve("s");
  }

  private ServerSocketChannel bound(Path path) throws IOException {
    var channel = keep(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
    channel.bind(UnixDomainSocketAddress.of(path));
    return channel;
  }

  /// Removes whatever stands there, and binds.
  private AutoCloseable pushingAside(Path path) throws IOException {
    Files.deleteIfExists(path);
    return bound(path);
  }

  /// Removes whatever bears its name when it stops.
  private AutoCloseable removingByName(Path path) throws IOException {
    ServerSocketChannel channel = bound(path);
    return () -> {
      channel.close();
      Files.deleteIfExists(path);
    };
  }

  private static String attempt(Listening listening, Path path) throws IOException {
    try {
      AutoCloseable _ = listening.at(path);
      return "listens";
    } catch (HandfastException | IllegalArgumentException | IOException _) {
      return "refused";
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  @Race({"R13", "O10", "D14"})
  @Rule("HF-28")
  void a_live_servers_path_is_taken_over() throws Exception {
    race(
        "file/TAKES_A_LIVE_PATH",
        this::pushingAside,
        (listening, path) -> {
          AutoCloseable _ = listening.at(path);
          return attempt(listening, path);
        },
        "refused",
        "listens");
  }

  @Test
  @Race({"R13", "O10"})
  @Rule("HF-28")
  void a_stop_removes_what_somebody_else_has_put_there() throws Exception {
    race(
        "file/REMOVES_BY_NAME",
        this::removingByName,
        (listening, path) -> {
          AutoCloseable one = listening.at(path);
          Files.delete(path);
          Files.writeString(path, "another's");
          one.close();
          return Files.exists(path) ? "stays" : "removed";
        },
        "stays",
        "removed");
  }

  @Test
  @Race("R13")
  @Rule("HF-28")
  void what_a_crash_left_behind_keeps_the_next_start_away() throws Exception {
    race(
        "file/STOPS_AT_A_STALE_FILE",
        this::bound,
        (listening, path) -> {
          bound(path).close(); // the file stays, as after a crash
          return attempt(listening, path);
        },
        "listens",
        "refused");
  }

  @Test
  @Race({"R13", "O21"})
  @Rule("HF-28")
  void a_file_in_the_way_is_deleted() throws Exception {
    race(
        "file/DELETES_A_FILE",
        this::pushingAside,
        (listening, path) -> {
          Files.writeString(path, "somebody's work");
          String how = attempt(listening, path);
          return how + ", " + (Files.isRegularFile(path) ? "stays" : "gone");
        },
        "refused, stays",
        "listens, gone");
  }

  @Test
  @Race({"R13", "O21"})
  void the_mode_is_what_the_umask_leaves() throws Exception {
    race(
        "file/LEAVES_THE_MODE",
        this::bound,
        (listening, path) -> {
          AutoCloseable _ = listening.at(path);
          return mode(path).equals("rw-------") ? "ours alone" : "others' too";
        },
        "ours alone",
        "others' too");
  }

  @Test
  @Race("R13")
  void others_may_connect_between_the_binding_and_the_mode() throws Exception {
    race(
        "file/SETS_THE_MODE_LATE",
        path -> {
          ServerSocketChannel channel = bound(path);
          Until.comes("a look in between", () -> Files.exists(path.resolveSibling("looked")));
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
          return channel;
        },
        (listening, path) -> {
          CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> firstMode(path));
          AutoCloseable _ = listening.at(path);
          return first.join().equals("rw-------") ? "ours alone" : "others' too";
        },
        "ours alone",
        "others' too");
  }

  /// The mode at the first moment at which there is something to see.
  private static String firstMode(Path path) {
    while (true) {
      try {
        String mode = mode(path);
        Files.createFile(path.resolveSibling("looked"));
        return mode;
      } catch (NoSuchFileException _) {
        Thread.onSpinWait();
      } catch (IOException failure) {
        throw new java.io.UncheckedIOException(failure);
      }
    }
  }

  @Test
  @Race({"R13", "O21"})
  void a_path_that_is_too_long_is_cut() throws Exception {
    race(
        "file/CUTS_A_LONG_PATH",
        path -> {
          String whole = path.toString();
          return bound(Path.of(whole.substring(0, Math.min(whole.length(), 100))));
        },
        (listening, path) -> attempt(listening, path.resolveSibling("x".repeat(120))),
        "refused",
        "listens");
  }

  @Test
  @Race("R19")
  void a_start_that_failed_leaves_something_behind() throws Exception {
    race(
        "file/LEAVES_HALF_A_START",
        path -> {
          ServerSocketChannel _ = bound(path.resolveSibling(".half"));
          Files.createLink(path, path.resolveSibling(".half"));
          throw new IOException("never comes here: something stands there");
        },
        (listening, path) -> {
          Files.createDirectory(path);
          assertThat(attempt(listening, path)).isEqualTo("refused");
          try (Stream<Path> left = Files.list(path.getParent())) {
            return left.map(each -> each.getFileName().toString()).sorted().toList().toString();
          }
        },
        "[s]",
        "[.half, s]");
  }
}
