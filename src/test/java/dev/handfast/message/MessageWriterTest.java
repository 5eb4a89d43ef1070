package dev.handfast.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.HandfastException.NotSendable;
import dev.handfast.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageWriterTest {
  private final MessageWriter writer = new MessageWriter();

  @Test
  @Rule("HF-22")
  void a_frame_is_compact_starts_with_the_envelope_and_leaves_out_what_is_absent() {
    assertThat(text(new StatusUpdate("m", 5, "w", StatusReport.of(WorkerStatus.IDLE))))
        .isEqualTo(
            "{\"id\":\"m\",\"type\":\"status_update\",\"timestamp\":5,\"childId\":\"w\",\"status\":\"idle\"}");
    assertThat(text(new Cancel("m", 5, Optional.empty())))
        .isEqualTo("{\"id\":\"m\",\"type\":\"cancel\",\"timestamp\":5}");
  }

  @ParameterizedTest
  @Rule("HF-29")
  @CsvSource({"0, 0", "40, 40", "100, 100", "0.5, 0.5", "99.99, 99.99", "-0.0, 0"})
  void progress_without_a_fraction_is_written_like_an_integer(double progress, String written) {
    StatusReport report =
        StatusReport.builder().status(WorkerStatus.IDLE).progress(progress).build();

    assertThat(text(new StatusUpdate("m", 5, "w", report)))
        .endsWith("\"progress\":" + written + "}");
  }

  @Test
  @Rule("HF-22")
  void an_unknown_frame_goes_out_as_it_came_in() {
    String frame = "{\"z\":[1.0,null,-0],\"type\":\"later\",\"timestamp\":5,\"id\":\"m\"}";

    assertThat(text(new Unknown("m", 5, "later", Json.parse(frame)))).isEqualTo(frame);
  }

  @ParameterizedTest
  @Rule({"HF-17", "HF-24"})
  @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d", "\ud83da", "\ude00\ud83d"})
  void half_a_character_fails_the_call_and_names_the_field(String half) {
    assertThatThrownBy(() -> writer.write(new Log("m", 5, "w", LogLevel.TEXT, half)))
        .isInstanceOf(NotSendable.class)
        .hasMessage(
            "not sendable: content has half a character in it (an unpaired surrogate); cut text"
                + " only between characters");
  }

  @Test
  @Rule("HF-24")
  void half_a_character_inside_a_list_or_an_object_is_named_by_its_path() {
    assertThatThrownBy(() -> writer.write(new InjectContext("m", 5, "c", List.of("f", "\ud83d"))))
        .isInstanceOf(NotSendable.class)
        .hasMessageContaining("relevantFiles[1] has half");
    assertThatThrownBy(() -> writer.write(new TaskError("m", 5, "w", TaskFailure.fatal("\ud83d"))))
        .isInstanceOf(NotSendable.class)
        .hasMessageContaining("error.message has half");
    assertThatThrownBy(() -> writer.write(new Ping("\ud83d", 5)))
        .isInstanceOf(NotSendable.class)
        .hasMessageContaining("id has half");
  }

  @Test
  @Rule("HF-24")
  void a_value_that_makes_the_frame_too_deep_fails_the_call() {
    assertThat(text(request(498))).contains("]]]");
    assertThatThrownBy(() -> writer.write(request(499)))
        .isInstanceOf(NotSendable.class)
        .hasMessage(
            "not sendable: the frame would have more than 500 levels; send a flatter value");
  }

  @Test
  @Rule("HF-24")
  void a_value_may_be_as_wide_as_it_likes() {
    Json wide = Json.parse("[" + "{},".repeat(501) + "[]]");

    assertThat(text(request(wide))).contains(wide.text());
  }

  @Test
  @Rule("HF-24")
  void later_changes_to_the_callers_objects_change_nothing() {
    Map<String, Object> input = new LinkedHashMap<>(Map.of("command", "ls"));
    List<String> files = new ArrayList<>(List.of("a"));
    Confirmation confirmation =
        Confirmation.builder().toolName("bash").input(Json.of(input)).isDangerous(false).build();
    InjectContext inject = new InjectContext("m", 5, "c", files);
    input.put("command", "rm");
    files.add("b");

    assertThat(text(new PermissionRequest("m", 5, "w", confirmation))).contains("\"ls\"");
    assertThat(text(inject)).endsWith("\"relevantFiles\":[\"a\"]}");
  }

  private String text(Message message) {
    return writer.write(message).text();
  }

  private static PermissionRequest request(int depth) {
    return request(Json.parse("[".repeat(depth) + "]".repeat(depth)));
  }

  private static PermissionRequest request(Json input) {
    return new PermissionRequest(
        "m", 5, "w", Confirmation.builder().toolName("t").input(input).isDangerous(false).build());
  }
}
