package dev.handfast.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.cli.process.Life;
import dev.handfast.message.Decision;
import dev.handfast.message.LogLevel;
import dev.handfast.server.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How a worker ends its command before the command ends itself, and what the command leaves.
@Timeout(90)
class WorkEndTest {
  @TempDir private Path directory;

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

  private Path socket() {
    return directory.resolve("o.sock");
  }

  private String in() {
    return "--worktree=" + directory;
  }

  private static ProcessHandle process(Path file) throws Exception {
    return ProcessHandle.of(pid(file)).orElseThrow();
  }

  private static long pid(Path file) throws Exception {
    return Long.parseLong(Files.readString(file).strip());
  }
}
