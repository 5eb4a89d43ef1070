package dev.handfast.cli.trace;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCommandTest {
  private static final String TRACE =
      """
      {"time":"2026-01-01T00:00:00Z","role":"worker","connection":"w-1","state":"AwaitingAck","event":"state","detail":"Connecting → AwaitingAck"}
      {"time":"2026-01-01T00:00:00.001500Z","role":"worker","connection":"w-1","state":"AwaitingAck","event":"sent","frame":"{\\"id\\":\\"h\\",\\"type\\":\\"handshake\\",\\"timestamp\\":1,\\"childId\\":\\"w-1\\",\\"task\\":\\"a task\\"}"}
      {"time":"2026-01-01T00:00:00.002Z","role":"orchestrator","connection":"c-1","state":"AwaitingHandshake","event":"received","frame":"{\\"id\\":\\"h\\",\\"type\\":\\"handshake\\",\\"timestamp\\":1,\\"childId\\":\\"w-1\\",\\"task\\":\\"a task\\"}"}
      {"time":"2026-01-01T00:00:01Z","role":"orchestrator","connection":"c-1","state":"Registered","event":"sent","frame":"{\\"id\\":\\"a\\",\\"type\\":\\"handshake_ack\\",\\"timestamp\\":1,\\"accepted\\":true}"}
      {"time":"2026-01-01T00:00:01Z","role":"worker","connection":"w-1","state":"AwaitingAck","event":"received","frame":"not json"}
      {"time":"2026-01-01T00:00:02Z","role":"worker","connection":"w-1","state":"Closed","event":"outcome","message":"log m-1","outcome":"failed","detail":"refused"}
      {"time":"2026-01-01T00:00:02Z","role":"worker","connection":"w-1","state":"Closed","event":"ended","detail":"closed by this side"}
      """;

  @TempDir private Path directory;

  @Test
  void a_trace_is_a_time_line_with_arrows_from_the_worker_to_the_orchestrator_and_back()
      throws IOException {
    Command view = handfast("trace", file(TRACE));

    assertThat(view.exitCode()).isZero();
    assertThat(view.err()).isEmpty();
    assertThat(view.out())
        .isEqualTo(
            """
              0.000000 worker       w-1        AwaitingAck         Connecting → AwaitingAck
              0.001500 worker       w-1        AwaitingAck       → sent handshake w-1 a task
              0.002000 orchestrator c-1 w-1    AwaitingHandshake → got  handshake w-1 a task
              1.000000 orchestrator c-1 w-1    Registered        ← sent handshake_ack true
              1.000000 worker       w-1        AwaitingAck       ← got  not json
              2.000000 worker       w-1        Closed              failed: log m-1 refused
              2.000000 worker       w-1        Closed              ended closed by this side
            """);
  }

  @Test
  void as_json_each_entry_is_an_object_with_what_only_the_trace_shows() throws IOException {
    Command view = handfast("trace", "--json", file(TRACE));

    assertThat(view.exitCode()).isZero();
    assertThat(view.out())
        .isEqualTo(
            """
            {"event":"state","seconds":0.0,"role":"worker","connection":"w-1","state":"AwaitingAck","detail":"Connecting → AwaitingAck"}
            {"event":"sent","seconds":0.0015,"role":"worker","connection":"w-1","childId":"w-1","state":"AwaitingAck","to":"orchestrator","type":"handshake","summary":"handshake w-1 a task"}
            {"event":"received","seconds":0.002,"role":"orchestrator","connection":"c-1","childId":"w-1","state":"AwaitingHandshake","to":"orchestrator","type":"handshake","summary":"handshake w-1 a task"}
            {"event":"sent","seconds":1.0,"role":"orchestrator","connection":"c-1","childId":"w-1","state":"Registered","to":"worker","type":"handshake_ack","summary":"handshake_ack true"}
            {"event":"received","seconds":1.0,"role":"worker","connection":"w-1","childId":"w-1","state":"AwaitingAck","to":"worker","summary":"not json"}
            {"event":"outcome","seconds":2.0,"role":"worker","connection":"w-1","childId":"w-1","state":"Closed","outcome":"failed","message":"log m-1","detail":"refused"}
            {"event":"ended","seconds":2.0,"role":"worker","connection":"w-1","childId":"w-1","state":"Closed","detail":"closed by this side"}
            """);
    assertThat(handfast("trace", "--json", "--wide", file(TRACE)).lines().get(1))
        .contains("\"frame\":\"{\\\"id\\\":\\\"h\\\"")
        .doesNotContain("summary");
  }

  @Test
  void bad_lines_are_told_by_number_and_the_rest_is_still_printed() throws IOException {
    List<String> lines = TRACE.lines().toList();
    String half = "{\"time\":\"2026-01-01T00:00:00Z\",\"role\":\"worker\",\"event\":\"sent\"}";
    String text = lines.get(0) + "\nnonsense\n" + half + "\n\n" + lines.get(1) + "\n";

    Command view = handfast("trace", file(text));

    assertThat(view.exitCode()).isEqualTo(1);
    assertThat(view.lines()).hasSize(2);
    assertThat(view.err().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("run.ndjson, line 2: ") && line.contains("nonsense"))
        .anyMatch(line -> line.contains("run.ndjson, line 3: "))
        .anyMatch(line -> line.contains("run.ndjson, line 4: "));
  }

  @Test
  void what_a_worker_wrote_cannot_steer_the_terminal() throws IOException {
    List<String> lines = TRACE.lines().toList();
    String evil = "@u001b]0;title@u0007@u009b31m@u202e@nsecond line";
    String inFrame = lines.get(1).replace("a task", evil.replace("@", "\\\\"));
    String inState = lines.get(0).replace("\"AwaitingAck\"", "\"" + evil.replace("@", "\\") + "\"");
    String nowhere = "no\u001b[31mentry";

    Command view = handfast("trace", file(String.join("\n", inFrame, inState, nowhere, "")));

    assertThat(view.out().lines()).hasSize(2).allMatch(line -> line.contains("<U+001B>"));
    assertThat(view.err()).contains("<U+001B>");
    assertThat(view.out() + view.err()).doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
  }

  @Test
  void short_lines_fit_100_columns_and_wide_ones_have_the_whole_frame() throws IOException {
    String text = TRACE.lines().skip(1).findFirst().orElseThrow();
    String longer = text.replace("a task", "x".repeat(500));

    assertThat(handfast("trace", file(longer)).lines().getFirst()).hasSize(100).endsWith("…");
    assertThat(handfast("trace", "--wide", file(longer)).out())
        .contains("\"timestamp\":1", "x".repeat(500));
  }

  @Test
  void an_entry_of_another_version_is_still_shown() throws IOException {
    String text = TRACE.lines().findFirst().orElseThrow();

    assertThat(
            handfast("trace", file(text.replace("\"state\",\"detail\"", "\"new\",\"detail\"")))
                .lines())
        .singleElement()
        .asString()
        .endsWith("new Connecting → AwaitingAck");
  }

  @Test
  void a_missing_file_and_a_directory_are_clear_errors() {
    Path missing = directory.resolve("nothing");

    assertThat(handfast("trace", missing.toString()))
        .isEqualTo(new Command(1, "", "handfast: no such file: " + missing + "\n"));
    assertThat(handfast("trace", directory.toString()).exitCode()).isEqualTo(1);
    assertThat(handfast("trace", directory.toString()).err()).startsWith("handfast: cannot read ");
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("run.ndjson"), text).toString();
  }
}
