package dev.handfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens to the file of a listening socket, and to what stands in its place.
@Rule("HF-28")
class SocketFileTest {
  private final TemporarySockets sockets = new TemporarySockets();
  private final List<SocketFile.Bound> bound = new ArrayList<>();
  private SocketPath.File socket;
  private Path path;

  @BeforeEach
  void choosePath() throws IOException {
    socket = sockets.fresh();
    path = socket.path();
  }

  @AfterEach
  void clear() throws IOException {
    for (SocketFile.Bound each : bound) {
      each.channel().close();
    }
    sockets.close();
  }

  private SocketFile.Bound bind() {
    SocketFile.Bound one = SocketFile.bind(socket, 1);
    bound.add(one);
    return one;
  }

  private static void assertRefused(ThrowingCallable attempt, String... words) {
    assertThatThrownBy(attempt).isInstanceOf(CannotListen.class).hasMessageContainingAll(words);
  }

  @Test
  void only_its_owner_may_use_it_and_nothing_else_is_left_beside_it() throws IOException {
    bind();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(TemporarySockets.around(socket)).containsExactly(path);
  }

  @Test
  void a_stale_socket_is_replaced() throws IOException {
    TemporarySockets.leaveStale(socket);

    bind();

    assertThat(SocketProbe.of(path)).isEqualTo(SocketProbe.LISTENING);
  }

  @Test
  void a_live_server_is_never_pushed_aside() throws IOException {
    try (ServerSocketChannel live = TemporarySockets.foreign(socket)) {
      assertRefused(this::bind, path.toString(), "another process is listening");

      assertThat(live.accept()).as("the probe reached it").isNotNull();
      assertThat(TemporarySockets.around(socket)).containsExactly(path);
    }
  }

  @Test
  void a_live_server_with_a_full_backlog_is_alive() throws IOException {
    bind();
    List<SocketChannel> waiting = new ArrayList<>();
    try {
      while (waiting.size() < 10) {
        waiting.add(SocketChannel.open(StandardProtocolFamily.UNIX));
        waiting.getLast().configureBlocking(false);
        waiting.getLast().connect(UnixDomainSocketAddress.of(path));
      }
    } catch (SocketException full) {
      assertThat(full).hasMessageContaining("temporarily unavailable");
    }

    assertRefused(this::bind, "another process is listening");
    assertThat(waiting).hasSizeLessThan(10);
    for (SocketChannel each : waiting) {
      each.close();
    }
  }

  @Test
  void a_regular_file_is_refused_and_stays() throws IOException {
    Files.writeString(path, "precious");

    assertRefused(this::bind, path.toString(), "a regular file", "move it away");
    assertThat(path).hasContent("precious");
    assertThat(TemporarySockets.around(socket)).containsExactly(path);
  }

  @Test
  void a_directory_is_refused_and_stays() throws IOException {
    Files.createDirectory(path);

    assertRefused(this::bind, path.toString(), "a directory");
    assertThat(path).isDirectory();
  }

  @Test
  void a_symbolic_link_is_refused_and_stays_wherever_it_leads() throws IOException {
    SocketPath.File elsewhere = sockets.fresh();
    Files.createSymbolicLink(path, elsewhere.path());
    assertRefused(this::bind, path.toString(), "a symbolic link");

    TemporarySockets.leaveStale(elsewhere);
    assertRefused(this::bind, path.toString(), "a symbolic link");
    assertThat(path).isSymbolicLink();
    assertThat(elsewhere.path()).exists();
  }

  @Test
  void a_missing_directory_is_named() {
    socket = SocketPath.of(path.resolveSibling("missing").resolve("s"));

    assertRefused(this::bind, "there is no directory", "missing", "0700");
  }

  @Test
  void a_path_that_leaves_no_room_for_the_hidden_name_is_explained() throws IOException {
    Path directory = TemporarySockets.directoryOf(socket);
    String name = "d".repeat(SocketPath.LINUX_BYTES - directory.toString().length() - 3);
    socket = SocketPath.of(Files.createDirectory(directory.resolve(name)).resolve("s"));

    assertRefused(this::bind, "hidden name", "at most");
    assertThat(TemporarySockets.around(socket)).isEmpty();
  }

  @Test
  void it_is_removed_once() {
    SocketFile file = bind().file();

    file.remove();
    assertThat(path).doesNotExist();
    file.remove();
  }

  @Test
  void it_is_not_removed_where_somebody_else_has_taken_the_path() throws IOException {
    SocketFile file = bind().file();
    Files.delete(path);
    try (ServerSocketChannel _ = TemporarySockets.foreign(socket)) {
      file.remove();
      assertThat(path).exists();
    }
  }

  @Test
  void of_simultaneous_starters_exactly_one_wins() throws Exception {
    for (int round = 0; round < 20; round++) {
      Queue<SocketFile.Bound> winners = new ConcurrentLinkedQueue<>();
      Queue<String> losers = new ConcurrentLinkedQueue<>();
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> starters = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        starters.add(Thread.ofPlatform().start(() -> race(start, winners, losers)));
      }
      start.countDown();
      for (Thread starter : starters) {
        starter.join();
      }

      assertThat(winners).hasSize(1);
      assertThat(losers).hasSize(3).allMatch(why -> why.contains("another process is listening"));
      assertThat(TemporarySockets.around(socket)).containsExactly(path);
      for (SocketFile.Bound winner : winners) {
        winner.file().remove();
        winner.channel().close();
      }
    }
  }

  private void race(CountDownLatch start, Queue<SocketFile.Bound> winners, Queue<String> losers) {
    Party.await(start);
    try {
      winners.add(SocketFile.bind(socket, 8));
    } catch (CannotListen refused) {
      losers.add(refused.getMessage());
    }
  }
}
