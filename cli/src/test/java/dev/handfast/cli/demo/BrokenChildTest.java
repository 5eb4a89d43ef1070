package dev.handfast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.cli.Pipe;
import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A worker's process that is not what it should be ends the demo at once, and leaves nothing
/// behind.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a pipe's open never ends
class BrokenChildTest {
  /// Only what is hung takes so long.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// For what never comes.
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir private Path directory;
  private final List<Process> started = new ArrayList<>();
  private final List<Path> sockets = new ArrayList<>();

  @Test
  void one_that_dies_is_named_with_its_exit_code_and_its_last_words() {
    assertThatThrownBy(() -> play(PATIENCE, starting("echo first; echo last words >&2; exit 7")))
        .isInstanceOf(DemoFailed.class)
        .hasMessageMatching(
            "(?s)w-1 \\(process \\d+\\) ended too early with exit code 7; its last lines: .*"
                + "first\\s+last words");
    assertNothingIsLeft();
  }

  @Test
  void one_that_dies_in_the_middle_is_noticed_at_the_next_step() {
    assertThatThrownBy(() -> play(PATIENCE, starting("echo '{\"barrier\":\"early\"}'; exit 3")))
        .isInstanceOf(DemoFailed.class)
        .hasMessageContaining("exit code 3");
    assertNothingIsLeft();
  }

  @Test
  void one_that_hangs_is_named_and_ended() throws Exception {
    Launch hangs = hanging("echo thinking");

    assertThatThrownBy(() -> play(SHORT, hangs))
        .isInstanceOf(DemoFailed.class)
        .hasMessageMatching(
            "(?s)w-1 \\(process \\d+\\) did not reach \"early\" within 2 s; its last lines: .*"
                + "thinking");
    assertNothingIsLeft();
  }

  @Test
  void one_that_never_connects_is_a_hang_at_its_next_barrier() throws Exception {
    Launch hangs = hanging("echo '{\"barrier\":\"early\"}'");

    assertThatThrownBy(() -> play(SHORT, hangs))
        .isInstanceOf(DemoFailed.class)
        .hasMessageContaining("did not reach \"handshaking\" within 2 s");
    assertNothingIsLeft();
  }

  @Test
  void one_that_does_not_start_is_a_clear_failure() {
    Launch missing = _ -> new ProcessBuilder("/no/such/program").start();

    assertThatThrownBy(() -> play(PATIENCE, missing))
        .isInstanceOf(DemoFailed.class)
        .hasMessageStartingWith("w-1 does not start: ");
  }

  private Launch starting(String script) {
    return arguments -> {
      sockets.add(Path.of(arguments.get(3)));
      Process process =
          new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true).start();
      started.add(process);
      return process;
    };
  }

  /// One whose process has said what it says before anybody waits for it.
  private Launch hanging(String script) throws Exception {
    Pipe said = Pipe.at(directory.resolve("said"));
    Launch launch = starting("%s; echo yes > '%s'; exec cat >/dev/null".formatted(script, said));
    return arguments -> {
      Process process = launch.start(arguments);
      assertThat(said.read()).isEqualTo("yes\n");
      return process;
    };
  }

  private static Demo.Result play(Duration patience, Launch launch) {
    var screen = new Screen(new PrintWriter(new StringWriter()), Paint.PLAIN, Screen.Mode.PLAIN);
    return new Demo(3, launch, new LineTimeLine(screen, System::nanoTime), patience)
        .play(Optional.empty());
  }

  private void assertNothingIsLeft() {
    assertThat(started).hasSize(3).noneMatch(Process::isAlive);
    assertThat(sockets)
        .allSatisfy(socket -> assertThat(Files.exists(socket.getParent())).isFalse());
  }
}
