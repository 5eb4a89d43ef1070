package dev.handfast.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.message.LogLevel;
import dev.handfast.message.TaskFailure;
import dev.handfast.message.TaskResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a command does and how it ends, as its orchestrator hears it.
@Timeout(90)
class WorkCommandTest {
  @TempDir private Path directory;

  @Test
  void a_commands_lines_are_logs_and_its_end_is_the_result() {
    try (var orchestrator = Orchestrator.at(socket())) {
      Command work =
          Hired.sh(socket(), "echo one; echo oh >&2; echo; printf two", in(), "--model", "m")
              .await();

      assertThat(work).isEqualTo(new Command(0, "", ""));
      assertThat(orchestrator.lines(LogLevel.TEXT)).containsExactly("one", "", "two");
      assertThat(orchestrator.lines(LogLevel.ERROR)).containsExactly("oh");
      assertThat(orchestrator.statuses()).containsExactly("starting", "thinking", "complete");
      TaskResult result = orchestrator.result();
      assertThat(result.success()).isTrue();
      assertThat(result.response()).isEqualTo("one\n\ntwo");
      assertThat(result.commits()).isZero();
      assertThat(result.filesChanged()).isEmpty();
      assertThat(orchestrator.handshake().worker())
          .hasToString(
              "WorkerIdentity[childId=w-1, worktree=%s, branch=, task=try it, model=Optional[m],"
                      .formatted(directory)
                  + " provider=Optional.empty]");
    }
  }

  @Test
  void a_command_that_fails_is_a_task_error_with_its_exit_code_and_last_lines() {
    try (var orchestrator = Orchestrator.at(socket())) {
      Command work = Hired.sh(socket(), "echo reading; echo no such thing >&2; exit 7").await();

      assertThat(work).isEqualTo(new Command(7, "", ""));
      TaskFailure failure = orchestrator.failure();
      assertThat(failure.code()).hasValue("exit_7");
      assertThat(failure.recoverable()).isFalse();
      assertThat(failure.message())
          .matches(
              "(?s)sh -c echo reading.* ended with exit code 7 after \\d+\\.\\d s; its last"
                  + " lines:\n"
                  + "  no such thing");
      assertThat(orchestrator.statuses()).endsWith("thinking", "failed");
    }
  }

  @Test
  void a_command_that_a_signal_ended_exits_as_a_shell_says_it() {
    try (var orchestrator = Orchestrator.at(socket())) {
      assertThat(Hired.sh(socket(), "kill -9 $$").await().exitCode()).isEqualTo(137);
      assertThat(orchestrator.failure().code()).hasValue("signal_9");
      assertThat(orchestrator.failure().recoverable()).isTrue();
    }
  }

  @Test
  void a_command_that_cannot_be_started_is_told_to_everybody() {
    try (var orchestrator = Orchestrator.at(socket())) {
      Command work = Hired.start(socket(), List.of("no-such-program")).await();

      assertThat(work.exitCode()).isEqualTo(127);
      assertThat(work.err())
          .startsWith("handfast: w-1: no-such-program cannot be started: no such program on");
      assertThat(orchestrator.failure().message()).startsWith("no-such-program cannot be started");
      assertThat(orchestrator.failure().code()).hasValue("cannot_start");
      assertThat(orchestrator.statuses()).containsExactly("starting", "failed");
    }
  }

  @Test
  void in_a_git_work_tree_the_result_tells_commits_and_changed_files() {
    String git =
        "git init -q -b main && git config user.name t && git config user.email t@localhost && ";
    try (var orchestrator = Orchestrator.at(socket())) {
      shell(git + "echo 1 >kept && git add kept && git commit -qm first && echo old >old");
      Hired.sh(
              socket(),
              "git checkout -qb work && echo 2 >kept && git commit -qam second && echo 3 >new",
              in())
          .await();

      TaskResult result = orchestrator.result();
      assertThat(result.branch()).isEqualTo("work");
      assertThat(result.commits()).isEqualTo(1);
      assertThat(result.filesChanged()).containsExactly("kept", "new");
    }
  }

  @Test
  void contexts_are_lines_of_a_file_that_the_command_can_read() throws Exception {
    try (var orchestrator = Orchestrator.at(socket())) {
      Hired hired =
          Hired.sh(
              socket(),
              "echo ready; while ! [ -s $HANDFAST_CONTEXT ]; do sleep 0.02; done;"
                  + " cat $HANDFAST_CONTEXT; echo $HANDFAST_TASK/$HANDFAST_CHILD_ID");
      orchestrator.awaitLog("ready");
      var _ = orchestrator.worker().injectContext("be\nbrief", List.of("a.txt"));

      assertThat(hired.await().exitCode()).isZero();
      assertThat(orchestrator.lines(LogLevel.TEXT).subList(1, 3))
          .satisfies(
              lines ->
                  assertThat(lines.getFirst())
                      .contains("\"context\":\"be\\nbrief\"", "\"relevantFiles\":[\"a.txt\"]"))
          .endsWith("try it/w-1");
    }
  }

  @Test
  void events_are_told_as_json_lines() {
    try (var _ = Orchestrator.at(socket())) {
      Command work = Hired.sh(socket(), "echo one; exit 3", "--json").await();

      assertThat(work.lines()).allMatch(line -> line.startsWith("{\"event\":\""));
      assertThat(work.out())
          .contains("{\"event\":\"log\",", "\"content\":\"one\"", "{\"event\":\"task_error\"");
      assertThat(work.lines().getLast())
          .startsWith("{\"event\":\"ended\",")
          .contains("\"exitCode\":3", "\"undelivered\":0");
    }
  }

  @Test
  void a_path_that_no_socket_can_have_is_a_clear_error() {
    Command work = Hired.sh(directory.resolve("x".repeat(150)), "true").await();

    assertThat(work.exitCode()).isEqualTo(2);
    assertThat(work.err()).contains("--socket: ", "a Unix socket takes at most");
  }

  @Test
  void an_identity_that_none_can_have_is_told_with_its_option() {
    Command work =
        Command.handfast("work", "--socket", "" + socket(), "--child-id", "a\nb", "--", "true");

    assertThat(work.exitCode()).isEqualTo(2);
    assertThat(work.err())
        .contains("--child-id: got 'a<U+000A>b', wanted 1 to 256 characters without control");
  }

  @Test
  void an_empty_socket_path_is_told_as_one() {
    Command work = Command.handfast("work", "--socket", "", "--child-id", "w", "--", "true");

    assertThat(work.exitCode()).isEqualTo(2);
    assertThat(work.err()).contains("--socket: socket path is empty, wanted");
  }

  private Path socket() {
    return directory.resolve("o.sock");
  }

  private String in() {
    return "--worktree=" + directory;
  }

  private void shell(String script) {
    try {
      Process process =
          new ProcessBuilder("sh", "-ec", script).directory(directory.toFile()).start();
      assertThat(process.waitFor()).isZero();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
