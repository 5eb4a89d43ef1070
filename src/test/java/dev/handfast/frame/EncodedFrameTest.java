package dev.handfast.frame;

import static dev.handfast.frame.Streams.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.Rule;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedFrameTest {

  @Test
  void a_frame_is_its_text_in_utf8_and_a_newline() {
    EncodedFrame frame = EncodedFrame.ofText("{\"é\":1}");

    assertThat(frame.buffer()).isEqualTo(ByteBuffer.wrap(utf8("{\"é\":1}\n")));
    assertThat(frame.length()).isEqualTo(9);
    assertThat(frame.text()).isEqualTo("{\"é\":1}");
    assertThat(frame).hasToString("{\"é\":1}");
  }

  @Test
  void only_the_first_bytes_of_a_larger_array_belong_to_the_frame() {
    assertThat(EncodedFrame.of(utf8("{}\nrest"), 2)).isEqualTo(EncodedFrame.ofText("{}"));
  }

  @Test
  @Rule("HF-24")
  void later_changes_to_the_array_change_nothing() {
    byte[] json = utf8("{}");
    EncodedFrame frame = EncodedFrame.of(json);
    json[0] = '[';

    assertThat(frame.text()).isEqualTo("{}");
  }

  @Test
  @Rule("HF-24")
  void the_view_cannot_be_written_and_each_one_starts_at_the_first_byte() {
    EncodedFrame frame = EncodedFrame.ofText("{}");
    frame.buffer().get();

    assertThat(frame.buffer().isReadOnly()).isTrue();
    assertThat(frame.buffer().remaining()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "{}\n", "\n{}", "{\n}", "12345678\n"})
  void a_newline_inside_is_refused_with_its_place(String json) {
    assertThatThrownBy(() -> EncodedFrame.ofText(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "frame: got a newline at byte %d, wanted one line; escape it inside strings"
                .formatted(json.indexOf('\n')));
  }

  @Test
  void frames_with_equal_bytes_are_equal() {
    EncodedFrame frame = EncodedFrame.ofText("{}");

    assertThat(frame)
        .isEqualTo(EncodedFrame.of(utf8("{}")))
        .hasSameHashCodeAs(EncodedFrame.of(utf8("{}")));
    assertThat(frame).isNotEqualTo(EncodedFrame.ofText("[]")).isNotEqualTo("{}");
    assertThat(frame.hashCode()).isNotEqualTo(EncodedFrame.ofText("[]").hashCode());
  }
}
