package dev.handfast.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Fault;
import dev.handfast.Rule;
import dev.handfast.frame.EncodedFrame;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class MessageProperties implements MessageProviders {
  private final MessageReader reader = new MessageReader();
  private final MessageWriter writer = new MessageWriter();

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Rule({"HF-22", "HF-24"})
  void every_message_is_read_back_as_it_was_written(@ForAll("messages") Message message) {
    assertThat(reader.read(writer.write(message).text())).isEqualTo(new Parsed.Read(message));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Rule("HF-22")
  void every_frame_is_one_line_of_valid_utf8_without_nulls_of_our_own(
      @ForAll("messages") Message message) {
    EncodedFrame frame = writer.write(message);

    assertThat(frame.text()).doesNotContain("\n", "\r");
    assertThat(EncodedFrame.of(frame.text().getBytes(UTF_8))).isEqualTo(frame);
    if (!(message instanceof Unknown) && !(message instanceof PermissionRequest)) {
      assertThat(frame.text()).doesNotContain(":null");
    }
  }

  @Property
  @Rule("HF-17")
  void any_string_is_read_or_refused_and_never_throws(@ForAll @StringLength(max = 60) String line) {
    checkFault(reader.read(line));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Rule({"HF-17", "HF-23"})
  void a_spoilt_frame_is_read_or_refused_and_what_is_read_can_be_written(
      @ForAll("messages") Message message,
      @ForAll int place,
      @ForAll int other,
      @ForAll("pieces") String piece) {
    String frame = writer.write(message).text();
    int from = Math.floorMod(place, frame.length());
    int to = Math.min(frame.length(), from + Math.floorMod(other, 4));

    Parsed parsed = reader.read(frame.substring(0, from) + piece + frame.substring(to));

    checkFault(parsed);
    if (parsed instanceof Parsed.Read(Message read)) {
      assertThat(reader.read(writer.write(read).text())).isEqualTo(parsed);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Rule("HF-22")
  void a_json_value_keeps_its_text(@ForAll("values") Json value) {
    assertThat(Json.parse(value.text()).text()).isEqualTo(value.text());
    assertThat(Json.parse(value.text())).isEqualTo(value).hasSameHashCodeAs(value);
  }

  @Property
  void an_excerpt_is_short_and_fit_for_a_log_line(@ForAll @StringLength(max = 200) String text) {
    String excerpt = Excerpt.of(text);

    checkLogLine(excerpt);
    assertThat(excerpt.length()).isLessThanOrEqualTo(text.length());
  }

  @Property
  void surrogates_are_paired_where_the_jdk_can_encode_them(@ForAll("halves") String text) {
    assertThat(Surrogates.paired(text)).isEqualTo(UTF_8.newEncoder().canEncode(text));
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
        "",
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "0",
        "-",
        "1e9",
        "\\",
        "\\u",
        "\\ud800",
        "\ud800",
        "\u0000",
        "\uFEFF",
        "id",
        " ",
        "\"id\":1,",
        "\"type\":\"log\",",
        "x");
  }

  private static void checkFault(Parsed parsed) {
    if (parsed instanceof Parsed.Malformed(Fault fault)) {
      checkLogLine(fault.got());
      checkLogLine(fault.where());
    }
  }

  private static void checkLogLine(String text) {
    assertThat(text.length()).isLessThanOrEqualTo(80);
    assertThat(Surrogates.paired(text)).isTrue();
    assertThat(text.codePoints().noneMatch(Character::isISOControl)).isTrue();
  }
}
