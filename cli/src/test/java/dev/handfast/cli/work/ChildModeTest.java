package dev.handfast.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.cli.process.Self;
import dev.handfast.message.LogLevel;
import dev.handfast.message.WorkerIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The original orchestrator starts a worker with these options and this environment.
@Timeout(90)
class ChildModeTest {
  @TempDir private Path directory;

  @Test
  void the_originals_options_make_a_worker() {
    try (var orchestrator = Orchestrator.at(socket())) {
      Command child =
          Command.handfast(
              "--child-mode",
              "--socket-path",
              socket().toString(),
              "--child-id",
              "c-9",
              "--child-task",
              "mend; echo it",
              "--model",
              "m",
              "--reader-mode",
              "--",
              "sh",
              "-c",
              "echo $HANDFAST_READER_MODE $HANDFAST_TASK; exit 3");

      assertThat(child).isEqualTo(new Command(3, "", ""));
      WorkerIdentity worker = orchestrator.handshake().worker();
      assertThat(worker.childId()).isEqualTo("c-9");
      assertThat(worker.task()).isEqualTo("mend; echo it");
      assertThat(worker.model()).contains("m");
      assertThat(orchestrator.lines(LogLevel.TEXT)).containsExactly("1 mend; echo it");
      assertThat(orchestrator.statuses()).containsExactly("starting", "thinking", "failed");
    }
  }

  @Test
  void what_the_options_leave_out_comes_from_the_environment() throws Exception {
    try (var orchestrator = Orchestrator.at(socket())) {
      var words = new ArrayList<>(Self.command());
      words.addAll(List.of("--child-task", "mend it", "--", "sh", "-c", "echo done"));
      var builder = new ProcessBuilder(words).inheritIO();
      builder.environment().put("CODI_CHILD_MODE", "1");
      builder.environment().put("CODI_SOCKET_PATH", socket().toString());
      builder.environment().put("CODI_CHILD_ID", "c-10");
      Process child = builder.start();

      assertThat(child.waitFor(Orchestrator.HUNG_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isZero();
      assertThat(orchestrator.handshake().childId()).isEqualTo("c-10");
      assertThat(orchestrator.lines(LogLevel.TEXT)).containsExactly("done");
    }
  }

  @Test
  void a_commands_own_arguments_are_its_own() {
    try (var orchestrator = Orchestrator.at(socket())) {
      Command work =
          Hired.start(socket(), List.of("sh", "-c", "echo \"$1\"", "sh", "--child-mode")).await();

      assertThat(work.exitCode()).isZero();
      assertThat(orchestrator.lines(LogLevel.TEXT)).containsExactly("--child-mode");
    }
  }

  @Test
  void a_missing_socket_is_said_with_both_ways_to_give_it() {
    Command child = Command.handfast("--child-mode", "--child-id", "c", "--", "sh", "-c", "exit 0");

    assertThat(child.exitCode()).isEqualTo(2);
    assertThat(child.err()).contains("--socket-path").contains("CODI_SOCKET_PATH");
  }

  private Path socket() {
    return directory.resolve("o.sock");
  }
}
