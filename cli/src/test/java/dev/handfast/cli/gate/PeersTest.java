package dev.handfast.cli.gate;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.cli.Drivers;
import dev.handfast.cli.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Clients and servers in other languages pass the gate, and what is wrong with them on purpose
/// does not.
@Execution(ExecutionMode.CONCURRENT)
class PeersTest {
  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");

  private static final Path PEERS =
      Path.of(System.getProperty("handfast.root", ".."), "model-tests", "peers");

  /// What the gate has found in one of the servers: stopped told twice, a worker registered while
  /// it closes, a request that is asked twice while it closes, a verdict on the newer of two
  /// handshakes.
  private static final List<String> FOUND =
      List.of(
          "hf1:server:REJECT/4/65536:c0=connect:16f22098",
          "hf1:server:REJECT/4/65536:c0=connect,c0=HELLO_ANN,ann=accept:b28f5d9a",
          "hf1:server:REJECT/4/65536:c0=connect,c0=HELLO_ANN,ann=accept,stop,c0=ASK+ASK_AGAIN:45d39603",
          "hf1:server:REPLACE/4/65536:c0=connect,c2=connect,c2=HELLO_ANN,c0=HELLO_ANN,ann=accept:51fe5a05");

  /// Each language passes with many lives in deep, one of them with some in every build: there the
  /// suite has each of them, too (`FaultyPeersTest`).
  private static final int LIVES = DEEP ? 300 : 60;

  /// Each time that it was lived again, at least twice: a slow machine has not the time for five.
  private static final Pattern ALWAYS = Pattern.compile("it shows ([2-5]) times of \\1\\R");

  @TempDir private static Path folder = Path.of("");

  /// A language.
  enum Peer {
    NODE,
    PYTHON,
    C
  }

  static List<Peer> rightPeers() {
    return DEEP ? List.of(Peer.values()) : List.of(Peer.NODE);
  }

  @ParameterizedTest
  @MethodSource("rightPeers")
  void a_client_passes_and_its_seeds_bug_is_caught(Peer peer) {
    passes(driver(peer, "client"));
    isCaught("ready-too-early", "HF-1, Nothing before the ack", driver(peer, "client"));
  }

  @ParameterizedTest
  @MethodSource("rightPeers")
  void a_server_passes_and_so_does_what_was_found_in_one_of_them(Peer peer) {
    List<String> driver = driver(peer, "server");
    passes(driver);
    for (String token : FOUND) {
      Command replay = run(List.of("replay", token), driver);
      assertThat(replay.exitCode()).as(replay.out() + replay.err()).isZero();
    }
  }

  static Stream<Arguments> faultyServers() {
    return Stream.of(
            Arguments.of(Peer.C, "early-frames-are-delivered", "HF-13, "),
            Arguments.of(Peer.NODE, "stop-hangs", "HF-20, "),
            Arguments.of(Peer.NODE, "old-end-takes-the-new", "HF-15, "),
            Arguments.of(Peer.PYTHON, "left-never", "HF-14, "),
            Arguments.of(Peer.PYTHON, "stop-leaves-requests-open", "HF-33, "))
        .limit(DEEP ? Long.MAX_VALUE : 1);
  }

  @ParameterizedTest
  @MethodSource("faultyServers")
  void a_faulty_server_is_caught_for_its_own_rule(Peer peer, String fault, String sentence) {
    isCaught(fault, sentence, driver(peer, "server"));
  }

  private List<String> driver(Peer peer, String role) {
    return switch (peer) {
      case NODE -> {
        Needs.program("node");
        yield List.of("node", PEERS.resolve("node/%s-driver.mjs".formatted(role)).toString());
      }
      case PYTHON -> Drivers.python(role);
      case C -> {
        Needs.program("gcc");
        Needs.program("make");
        yield List.of(Made.FOLDER.resolve(role + "_driver").toString());
      }
    };
  }

  /// The programs in C, made once for all tests.
  private static final class Made {
    static final Path FOLDER = made(folder);

    private static Path made(Path into) {
      try {
        Process make =
            new ProcessBuilder("make", "-s", "-C", PEERS.resolve("c").toString(), "BUILD=" + into)
                .inheritIO()
                .start();
        assertThat(make.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(make.exitValue()).isZero();
        return into;
      } catch (IOException | InterruptedException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  private static void passes(List<String> driver) {
    Command gate = run(List.of("gate", "--lives", Integer.toString(LIVES)), driver);
    assertThat(gate.exitCode()).as(gate.out() + gate.err()).isZero();
  }

  private static void isCaught(String fault, String sentence, List<String> driver) {
    var faulty = new ArrayList<>(List.of("env", "HANDFAST_FAULT=" + fault));
    faulty.addAll(driver);
    Command gate = run(List.of("gate", "--patience", "1s"), faulty);
    assertThat(gate.exitCode()).as(gate.out() + gate.err()).isEqualTo(1);
    assertThat(gate.out()).contains("✗ " + sentence).containsPattern(ALWAYS);
  }

  private static Command run(List<String> command, List<String> driver) {
    var arguments = new ArrayList<>(command);
    arguments.add("--");
    arguments.addAll(driver);
    return handfast(arguments.toArray(String[]::new));
  }
}
