package dev.handfast.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Pipe;
import dev.handfast.cli.serve.Raw;
import dev.handfast.message.Decision;
import dev.handfast.message.LogLevel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who may speak on a worker's private channel.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a pipe's open never ends
class ChannelTest {
  /// Tells where its channel is, and speaks on it through a process that has lost its parent.
  private static final String SCRIPT =
      """
      printf %s "$HANDFAST_CHANNEL" > "$1"
      (handfast report --progress 40 && echo reported &)
      cat "$2"
      """;

  /// What a script learns as JSON, and who else may read what it shares with its worker.
  private static final String TOLD =
      """
      handfast ask shell --json
      handfast report --progress 40 --json
      ls -ld "$HANDFAST_CONTEXT" "${HANDFAST_CONTEXT%/*}/bin" | cut -c 1-10
      """;

  @TempDir private Path directory;

  @Test
  void a_script_reads_the_whole_answer_as_json_and_nobody_else_its_files() {
    Path socket = directory.resolve("o.sock");
    try (var orchestrator =
        Orchestrator.at(socket, _ -> new Decision.ApprovePattern("git log *"))) {
      assertThat(Hired.sh(socket, TOLD).await().exitCode()).isZero();

      List<String> lines = orchestrator.lines(LogLevel.TEXT);
      assertThat(lines).hasSize(4);
      assertThat(lines.getFirst())
          .matches(
              "\\{\"requestId\":\"[^\"]+\",\"result\":"
                  + "\\{\"type\":\"approve_pattern\",\"pattern\":\"git log \\*\"}}");
      assertThat(lines.subList(1, 4))
          .containsExactly("{\"outcome\":\"passed_on\"}", "drwx------", "-rw-------");
    }
  }

  @Test
  void the_commands_processes_may_and_another_one_of_the_same_user_is_turned_away()
      throws Exception {
    Pipe where = Pipe.at(directory.resolve("where"));
    Pipe go = Pipe.at(directory.resolve("go"));
    Path socket = directory.resolve("o.sock");
    try (var orchestrator = Orchestrator.at(socket)) {
      Hired hired = Hired.start(socket, List.of("sh", "-c", SCRIPT, "sh", "" + where, "" + go));

      try (var stranger = new Raw(Path.of(where.read()))) {
        assertThat(stranger.verdict("script"))
            .contains("\"accepted\":false")
            .contains("you are process " + ProcessHandle.current().pid())
            .contains("and its descendants may connect");
      }
      orchestrator.awaitLog("reported");
      go.write("done");

      assertThat(hired.await().exitCode()).isZero();
      assertThat(orchestrator.lines(LogLevel.TEXT)).containsExactly("reported", "done");
    }
  }
}
