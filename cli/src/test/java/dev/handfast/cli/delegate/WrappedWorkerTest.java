package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Plain commands that `handfast work` speaks for, in one go, looked at from several sides.
@Timeout(60)
class WrappedWorkerTest {
  /// What a shell, or an option's parser, would make something else of.
  private static final String TASK =
      "--json -- $(touch witness) `touch witness` \"'; touch witness #";

  private static final String SCRIPT =
      """
      cd "$2"
      case $HANDFAST_CHILD_ID in
        asks)
          printf '%s' "$1" > argument
          printf '%s' "$HANDFAST_TASK" > variable
          handfast report --progress 40 --tokens 1200,34 --message 'half way'
          handfast ask rm --input '{"path":"/x"}'
          echo "asked: $?" ;;
        killed)
          sleep 1000 & echo $! > pids
          echo $$ >> pids
          dirname "$HANDFAST_CHANNEL" > room
          echo last words
          handfast ask rm
          kill -9 $PPID
          wait ;;
        fails)
          printf '\\033[1mred\\033[m\\n'
          exit 3 ;;
      esac
      """;

  @TempDir private static Path directory;
  private static final CompletableFuture<Delegate> played = new CompletableFuture<>();

  @BeforeAll
  static void play() {
    played.complete(
        Delegate.json(
            List.of(
                "--grace", // longer than it takes to learn that a killed process has ended
                "50s",
                "--auto",
                "deny",
                "asks=" + TASK,
                "killed=x",
                "fails=x",
                "--",
                "sh",
                "-c",
                SCRIPT,
                "sh",
                "{task}",
                directory.toString())));
  }

  private static Delegate delegate() {
    return played.join();
  }

  @Test
  void a_script_asks_and_reports_and_its_output_is_the_answer() {
    assertThat(delegate().states("asks"))
        .containsExactly("starting", "connected", "running", "finishing", "succeeded");
    assertThat(delegate().of("status_update", "asks"))
        .anySatisfy(
            report ->
                assertThat(report.toString())
                    .contains(
                        "\"progress\":40.0",
                        "\"type\":\"status_update\"",
                        "\"input\":1200",
                        "\"half way\""));
    assertThat(delegate().of("permission_request", "asks"))
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.get("requestId")).isEqualTo(asked.at("/message/id"));
              assertThat(asked.at("/message/type").asString()).isEqualTo("permission_request");
              assertThat(asked.at("/message/confirmation/input/path").asString()).isEqualTo("/x");
            });
    assertThat(delegate().of("log", "asks"))
        .anySatisfy(log -> assertThat(log.at("/message/content").asString()).isEqualTo("asked: 1"));
    assertThat(delegate().reason("asks")).isEqualTo("asked: 1");
  }

  @Test
  void a_task_is_one_argument_and_one_variable_and_no_shell_reads_it() {
    assertThat(directory.resolve("argument")).hasContent(TASK);
    assertThat(directory.resolve("variable")).hasContent(TASK);
    assertThat(directory.resolve("witness")).doesNotExist();
  }

  @Test
  void a_worker_that_is_killed_has_failed_with_its_last_lines_and_leaves_nothing()
      throws IOException {
    assertThat(delegate().outcome("killed")).isEqualTo("failed");
    assertThat(delegate().reason("killed")).contains("without a result", "signal 9");
    assertThat(delegate().lastLines("killed")).contains("last words");
    assertThat(Files.readAllLines(directory.resolve("pids")))
        .hasSize(2)
        .noneMatch(pid -> BrokenWorkerTest.runs(Long.parseLong(pid)));
  }

  @Test
  void the_private_directory_of_a_worker_that_is_killed_goes_with_the_orchestrator()
      throws IOException {
    Path room = Path.of(Files.readString(directory.resolve("room")).strip());
    assertThat(room).isAbsolute().doesNotExist();
  }

  @Test
  void a_command_that_fails_fails_its_task_with_its_exit_code() {
    assertThat(delegate().outcome("fails")).isEqualTo("failed");
    assertThat(delegate().reason("fails")).contains("exit code 3");
    assertThat(delegate().exitCode()).isEqualTo(1);
  }
}
