package dev.handfast.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read from the bytes, and where it is left to Jackson.
@Rule({"HF-17", "HF-22"})
class PlainJsonTest {
  private static final String ALL_FORMS =
      """
      {"a":[1,-20.05,0,-0,0.0,true,false,null,{},[]],"é\\n":"€😀 \\" \\\\ \\/ \\b\\f\\n\\r\\t\u007f"}\
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        ALL_FORMS,
        "{}",
        "[]",
        "\"\"",
        "0",
        "-1.5",
        "true",
        " [ 1 , { \"a\" : 2 , \"b\" : [ ] } ] ",
        "\t\r\n{\t\r\n}\t\r\n",
        "9223372036854775808"
      })
  void plain_json_is_read_as_jackson_reads_it(String text) {
    assertThat(parse(text)).hasToString(Json.parse(text).node().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\u0041\"",
        "{\"\\u0041\":1}",
        "1e2",
        "1E2",
        "[1.5e-3]",
        "{\"a\":1,\"b\":2,\"a\":3}",
        "{\"a\":1,\"\\/\":2,\"/\":3}"
      })
  void a_rare_form_is_left_to_jackson(String text) {
    assertThat(parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{} {}",
        "{}x",
        "[1 2]",
        "[1,]",
        "[,1]",
        "[1}",
        "[",
        "{",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\":1]",
        "{\"a\" 1}",
        "{\"a\":}",
        "{a:1}",
        "{1:1}",
        "{:1}",
        "{\"a\":1 \"b\":2}",
        "tru",
        "truE",
        "nulll",
        "fals]",
        "01",
        "-",
        "-01",
        "-x",
        "+1",
        ".5",
        "1.",
        "1.x",
        "[1./2]",
        "[1:]",
        "/",
        ":",
        "\"",
        "\"a",
        "\"\\",
        "\"\\\"",
        "\"\\x\"",
        "\"\u0000\"",
        "\"\t\"",
        "\"\u001f\"",
        "\uFEFF{}",
        "\u00a0{}",
        "\u0000{}",
        "{}\u0000",
        "NaN",
        "'a'"
      })
  void a_fault_is_left_to_jackson(String text) {
    assertThat(parse(text)).isNull();
  }

  @Test
  void a_text_that_is_cut_anywhere_is_left_to_jackson() {
    for (int end = 0; end < ALL_FORMS.length(); end++) {
      assertThat(parse(ALL_FORMS.substring(0, end))).as("up to %d", end).isNull();
    }
  }

  @Test
  void more_levels_than_a_frame_may_have_are_left_to_jackson() {
    int most = JsonText.MAX_DEPTH;
    assertThat(parse("[".repeat(most) + "]".repeat(most))).isNotNull();
    assertThat(parse("[".repeat(most + 1) + "]".repeat(most + 1))).isNull();
    assertThat(parse("{\"a\":".repeat(most) + "1" + "}".repeat(most))).isNotNull();
    assertThat(parse("{\"a\":".repeat(most + 1) + "1" + "}".repeat(most + 1))).isNull();
    assertThat(parse("[" + "{\"a\":[]},".repeat(most) + "0]")).isNotNull();
  }

  @Test
  void a_longer_number_than_a_frame_may_have_is_left_to_jackson() {
    String most = "-0." + "1".repeat(JsonText.MAX_NUMBER - 3);
    assertThat(parse(most)).isEqualTo(Node.Numeral.of(most));
    assertThat(parse(most + "1")).isNull();
  }

  @Test
  void an_object_may_have_any_number_of_fields() {
    String fields =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "\"%d\":%d".formatted(i, i))
            .collect(Collectors.joining(","));
    assertThat(parse("{" + fields + "}")).isNotNull();
    assertThat(parse("{" + fields + ",\"0\":1}")).isNull();
  }

  @Test
  void text_ends_where_a_plain_loop_sees_it_end() {
    byte[] text = "é€😀\u007f !#[]^azAZ09 \u0080 and on".getBytes(UTF_8);
    for (int from = 0; from <= text.length; from++) {
      assertThat(PlainText.end(text, from)).isEqualTo(text.length);
      for (int at = from; at < text.length; at++) {
        for (char other : "\"\\\u0000\u0001\n\u001e\u001f".toCharArray()) {
          byte[] ended = text.clone();
          ended[at] = (byte) other;
          assertThat(PlainText.end(ended, from)).as("%d at %d", (int) other, at).isEqualTo(at);
        }
      }
    }
  }

  private static Node parse(String text) {
    return PlainJson.parse(text.getBytes(UTF_8));
  }
}
