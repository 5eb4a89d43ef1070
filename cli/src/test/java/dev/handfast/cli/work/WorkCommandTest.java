package dev.handfast.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.cli.process.Life;
import dev.handfast.cli.process.Lines;
import dev.handfast.message.Decision;
import dev.handfast.message.LogLevel;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskFailure;
import dev.handfast.message.TaskResult;
import dev.handfast.server.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
  void a_cancel_ends_the_whole_tree_also_what_ignores_it() throws Exception {
    try (var orchestrator = Orchestrator.at(socket())) {
      Hired hired =
          Hired.sh(
              socket(),
              """
              trap '' TERM
              (trap '' TERM; setsid sh -c 'trap "" TERM; echo $$ >pid; while :; do sleep 60; done') &
              while ! [ -s pid ]; do sleep 0.02; done
              echo ready
              wait
              """,
              in(),
              "--grace",
              "0.2");
      orchestrator.awaitLog("ready");
      ProcessHandle grandchild = process(directory.resolve("pid"));

      var _ = orchestrator.worker().cancel("enough");
      Command work = hired.await();

      assertThat(work.exitCode()).isEqualTo(1);
      assertThat(work.err()).isEqualTo("handfast: w-1: cancelled: enough\n");
      assertThat(Life.goesOn(grandchild)).isFalse();
      assertThat(orchestrator.failure().code()).hasValue("cancelled");
      assertThat(orchestrator.failure().message()).contains("cancelled: enough");
      assertThat(orchestrator.statuses()).endsWith("cancelled");
    }
  }

  @Test
  void what_a_command_leaves_running_is_ended_and_told_also_where_it_holds_the_output()
      throws Exception {
    try (var orchestrator = Orchestrator.at(socket())) {
      Command work =
          Hired.sh(socket(), "sleep 600 & echo $! >pid; echo done", in(), "--grace", "0.1").await();

      assertThat(work.exitCode()).isZero();
      assertThat(ProcessHandle.of(pid(directory.resolve("pid"))).filter(Life::goesOn)).isEmpty();
      assertThat(orchestrator.lines(LogLevel.TEXT)).containsExactly("done");
      assertThat(orchestrator.lines(LogLevel.WARN))
          .singleElement()
          .asString()
          .matches("the command ended and left running: \\S*sleep \\(\\d+\\); 1 process ended");
      assertThat(orchestrator.result().success()).isTrue();
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

  @Test
  void a_refused_worker_ends_its_command_and_says_why() throws Exception {
    Path pid = directory.resolve("pid");
    try (var _ =
        Orchestrator.at(
            socket(), Verdict.reject("not today"), _ -> Decision.deny(), options -> options)) {
      Command work = Hired.sh(socket(), "echo $$ >%s; exec sleep 600".formatted(pid)).await();

      assertThat(work.exitCode()).isEqualTo(1);
      assertThat(work.err())
          .startsWith("handfast: w-1: handshake refused: not today; nothing was sent, ")
          .contains("; the command was ended\n");
      if (Files.exists(pid)) {
        assertThat(ProcessHandle.of(pid(pid)).filter(Life::goesOn)).isEmpty();
      }
    }
  }

  @Test
  void a_lost_orchestrator_ends_the_command() throws Exception {
    var orchestrator = Orchestrator.at(socket());
    Hired hired = Hired.sh(socket(), "echo $$ >pid; echo ready; exec sleep 600", in());
    orchestrator.awaitLog("ready");
    ProcessHandle command = process(directory.resolve("pid"));

    orchestrator.vanish();
    Command work = hired.await();

    assertThat(work.exitCode()).isEqualTo(1);
    assertThat(work.err()).contains("handfast: w-1: peer went away").contains("command was ended");
    assertThat(Life.goesOn(command)).isFalse();
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
    assertThat(work.err()).contains("a Unix socket takes at most");
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

  private static ProcessHandle process(Path file) throws Exception {
    return ProcessHandle.of(pid(file)).orElseThrow();
  }

  private static long pid(Path file) throws Exception {
    return Long.parseLong(Files.readString(file).strip());
  }
}
