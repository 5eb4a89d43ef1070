package dev.handfast.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.client.HandfastClient;
import dev.handfast.driver.Bench;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Wire;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import dev.handfast.message.StatusReport;
import dev.handfast.message.WorkerStatus;
import dev.handfast.server.HandfastServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a redaction takes out, what it leaves, and that nothing slips through.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RedactionTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String TYPED = "typed-by-a-user";

  @RegisterExtension final Bench bench = new Bench();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"task\":\"abc\",\"id\":\"1\"}|{\"task\":\"#3\",\"id\":\"1\"}",
        "{ \"id\" : 1.0e2 , \"task\" : \"\" }|{ \"id\" : 1.0e2 , \"task\" : \"#0\" }",
        "{\"a\":{\"b\":[{\"input\":{\"task\":[1,{}]}},7]}}|{\"a\":{\"b\":[{\"input\":\"#15\"},7]}}",
        "{\"input\":12345,\"x\":true}|{\"input\":\"#5\",\"x\":true}",
        "{\"input\":-1.5e+7}|{\"input\":\"#7\"}",
        "{\"input\":null,\"content\":true}|{\"input\":\"#4\",\"content\":\"#4\"}",
        "{\"input\":[ ],\"tasks\":\"kept\"}|{\"input\":\"#3\",\"tasks\":\"kept\"}",
        "{\"content\":\"a\\\"}\\u007b\\n"
            + "\\\\\",\"z\":\"\\\"task\\\":\"}|{\"content\":\"#6\",\"z\":\"\\\"task\\\":\"}",
        "{\"t\\u0061sk\":\"secret\"}|{\"t\\u0061sk\":\"#6\"}",
        "{\"task\":\"é😀\"}|{\"task\":\"#3\"}",
        "{}|{}"
      })
  void a_named_field_loses_its_value_and_the_rest_stays_as_it_was(String frame, String redacted) {
    String expected = redacted.replaceAll("#(\\d+)", "[removed: $1 characters]");

    assertThat(Redaction.ofContent().apply(frame)).isEqualTo(expected);
    assertThat(Wire.tree(expected).isObject()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "",
        "\"task\"",
        "[{\"task\":\"a\"}]",
        "{\"id\":\"1\",\"task\":\"a",
        "{\"task\":\"a\"} {\"task\":\"b\"}",
        "{\"task\":\"a\"} x",
        "{\"id\":\"task\",\"id\":\"content\"}",
        "{\"task\":}",
        "{'task':'a'}"
      })
  void what_is_no_json_object_goes_as_a_whole(String frame) {
    assertThat(Redaction.ofContent().apply(frame))
        .isEqualTo("[removed: " + frame.length() + " characters]");
  }

  @Test
  void a_long_value_is_told_by_its_length_alone() {
    String frame = Wire.log("w1", "\"\\\n".repeat(400_000));

    String redacted = Redaction.ofContent().apply(frame);

    assertThat(redacted).hasSizeLessThan(200).contains("[removed: 1200000 characters]");
    assertThat(Wire.tree(redacted).get("childId").asString()).isEqualTo("w1");
  }

  @Test
  void a_redaction_may_name_other_fields() {
    assertThat(Redaction.of("childId").apply("{\"childId\":\"w1\",\"task\":\"t\"}"))
        .isEqualTo("{\"childId\":\"[removed: 2 characters]\",\"task\":\"t\"}");
  }

  @Test
  void a_redacted_trace_of_both_ends_has_no_word_of_a_user_and_still_tells_the_story()
      throws IOException {
    Path file = bench.directory().resolve("redacted.ndjson");
    try (WireTrace trace = WireTrace.to(file, Redaction.ofAllText())) {
      HandfastServer server = bench.server(b -> b.trace(trace));
      HandfastClient client =
          bench.client(b -> b.trace(trace).task(TYPED).branch(TYPED).worktree(TYPED));
      client.status(StatusReport.builder().status(WorkerStatus.THINKING).message(TYPED).build());
      client.log(LogLevel.TEXT, TYPED);
      client.requestPermission(
          Confirmation.builder()
              .toolName("bash")
              .input(Json.of(Map.of("command", List.of(TYPED))))
              .isDangerous(true)
              .dangerReason(TYPED)
              .build());
      server.worker("w1").orElseThrow().injectContext(TYPED, List.of(TYPED)).await();
      server.worker("w1").orElseThrow().cancel(TYPED).await();
      RawWorker rude = bench.rawWorker("w2");
      rude.send("{\"type\":\"log\",\"content\":\"" + TYPED);
      rude.expectFrame("protocol_error");
      client.drain(LONG);
      rude.close();
      server.stop(LONG);
    }

    List<TraceEntry> entries;
    try (var lines = Files.lines(file)) {
      entries = lines.map(TraceEntry::parse).toList();
    }
    assertThat(Files.readString(file)).doesNotContain(TYPED);
    assertThat(entries)
        .filteredOn(entry -> entry.frame().orElse("").contains("\"type\":\"log\""))
        .hasSize(2)
        .allSatisfy(
            entry ->
                assertThat(entry.frame().orElseThrow())
                    .contains("\"content\":\"[removed: " + TYPED.length() + " characters]\""));
    assertThat(entries)
        .filteredOn(entry -> entry.event().equals("violation"))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.detail())
                    .contains("worker misbehaved in Registered: invalid_json"));
  }
}
