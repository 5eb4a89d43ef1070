package dev.handfast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/// A worker's process that is not what it should be ends the demo at once, and leaves nothing
/// behind.
class BrokenChildTest {
  private final List<Process> started = new ArrayList<>();
  private final List<Path> sockets = new ArrayList<>();

  @Test
  void one_that_dies_is_named_with_its_exit_code_and_its_last_words() {
    assertThatThrownBy(() -> play("echo first; echo last words >&2; exit 7"))
        .isInstanceOf(DemoFailed.class)
        .hasMessageMatching(
            "(?s)w-1 \\(process \\d+\\) ended too early with exit code 7; its last lines: .*"
                + "first\\s+last words");
    assertNothingIsLeft();
  }

  @Test
  void one_that_dies_in_the_middle_is_noticed_at_the_next_step() {
    assertThatThrownBy(() -> play("echo '{\"barrier\":\"early\"}'; exit 3"))
        .isInstanceOf(DemoFailed.class)
        .hasMessageContaining("exit code 3");
    assertNothingIsLeft();
  }

  @Test
  void one_that_hangs_is_named_and_ended() {
    assertThatThrownBy(() -> play("echo thinking; exec cat >/dev/null"))
        .isInstanceOf(DemoFailed.class)
        .hasMessageMatching(
            "(?s)w-1 \\(process \\d+\\) did not reach \"early\" within 2 s; its last lines: .*"
                + "thinking");
    assertNothingIsLeft();
  }

  @Test
  void one_that_never_connects_is_a_hang_at_its_next_barrier() {
    assertThatThrownBy(() -> play("echo '{\"barrier\":\"early\"}'; exec cat >/dev/null"))
        .isInstanceOf(DemoFailed.class)
        .hasMessageContaining("did not reach \"handshaking\" within 2 s");
    assertNothingIsLeft();
  }

  @Test
  void one_that_does_not_start_is_a_clear_failure() {
    Launch missing = _ -> new ProcessBuilder("/no/such/program").start();

    assertThatThrownBy(() -> demo(missing).play(Optional.empty()))
        .isInstanceOf(DemoFailed.class)
        .hasMessageStartingWith("w-1 does not start: ");
  }

  private Demo.Result play(String script) {
    return demo(arguments -> {
          sockets.add(Path.of(arguments.get(3)));
          Process process =
              new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true).start();
          started.add(process);
          return process;
        })
        .play(Optional.empty());
  }

  private static Demo demo(Launch launch) {
    var screen = new Screen(new PrintWriter(new StringWriter()), Paint.PLAIN, Screen.Mode.PLAIN);
    return new Demo(3, launch, new LineTimeLine(screen, System::nanoTime), Duration.ofSeconds(2));
  }

  private void assertNothingIsLeft() {
    assertThat(started).hasSize(3).noneMatch(Process::isAlive);
    assertThat(sockets)
        .allSatisfy(socket -> assertThat(Files.exists(socket.getParent())).isFalse());
  }
}
