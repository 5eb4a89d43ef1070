package dev.handfast.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.cli.process.Lines;
import dev.handfast.message.Decision;
import dev.handfast.message.LogLevel;
import dev.handfast.message.StatusUpdate;
import dev.handfast.server.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every line of a command arrives, in its order, whatever comes in between.
@Timeout(90)
class WorkOutputTest {
  @TempDir private Path directory;

  @Test
  void lines_from_before_the_handshake_wait_in_order() throws Exception {
    Path started = directory.resolve("started");
    Hired hired = Hired.sh(socket(), "seq 300; touch " + started + "; seq 301 600");
    awaitFile(started);

    try (var orchestrator = Orchestrator.at(socket())) {
      assertThat(hired.await().exitCode()).isZero();
      assertThat(orchestrator.lines(LogLevel.TEXT)).containsExactlyElementsOf(numbers(600));
      assertThat(orchestrator.all().getLast()).as("the status").isInstanceOf(StatusUpdate.class);
    }
  }

  @Test
  void a_last_word_of_what_it_left_running_is_heard_within_the_grace() {
    try (var orchestrator = Orchestrator.at(socket())) {
      Hired.sh(socket(), "(sleep 0.3; echo late) & echo done", "--grace", "20").await();

      assertThat(orchestrator.lines(LogLevel.TEXT)).containsExactly("done", "late");
      assertThat(orchestrator.lines(LogLevel.WARN)).isEmpty();
    }
  }

  @Test
  void a_command_that_closes_its_output_goes_on_to_its_own_end() {
    try (var orchestrator = Orchestrator.at(socket())) {
      Command work = Hired.sh(socket(), "echo first; exec >&- 2>&-; sleep 0.2; exit 4").await();

      assertThat(work.exitCode()).isEqualTo(4);
      assertThat(orchestrator.lines(LogLevel.TEXT)).containsExactly("first");
    }
  }

  @Test
  void a_very_long_line_comes_in_pieces_and_no_byte_of_it_is_lost() {
    try (var orchestrator = Orchestrator.at(socket())) {
      Hired.sh(socket(), "head -c 3000000 /dev/zero | tr '\\0' x; printf '\\377\\000\\n'").await();

      List<String> pieces = orchestrator.lines(LogLevel.TEXT);
      assertThat(pieces).hasSize(3_000_000 / Lines.PIECE + 1);
      assertThat(String.join("", pieces)).isEqualTo("x".repeat(3_000_000) + "\uFFFD\0");
    }
  }

  @Test
  void a_command_that_is_faster_than_its_orchestrator_is_slowed_and_nothing_is_lost()
      throws Exception {
    int lines = 30_000;
    var open = new CountDownLatch(1);
    Path progress = directory.resolve("progress");
    try (var orchestrator =
        Orchestrator.at(
            socket(),
            Verdict.accept(),
            _ -> Decision.deny(),
            options -> options.inboundLimit(8).onEvent(event -> {}).onJoined(_ -> await(open)))) {
      Hired hired =
          Hired.sh(
              socket(),
              "i=0; while [ $i -lt %d ]; do i=$((i+1)); echo $i; [ $i != 1000 ] || touch %s; done"
                  .formatted(lines, progress));
      awaitFile(progress);
      open.countDown();

      assertThat(hired.await().exitCode()).isZero();
      assertThat(orchestrator.lines(LogLevel.TEXT)).containsExactlyElementsOf(numbers(lines));
    }
  }

  private Path socket() {
    return directory.resolve("o.sock");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
  }

  /// The shell waits, so that the test does not have to.
  private static void awaitFile(Path file) throws Exception {
    Process wait =
        new ProcessBuilder("sh", "-c", "while ! [ -e \"$0\" ]; do sleep 0.02; done", "" + file)
            .start();
    assertThat(wait.waitFor(Orchestrator.HUNG_SECONDS, java.util.concurrent.TimeUnit.SECONDS))
        .isTrue();
  }
}
