package dev.handfast.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.Rule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Rule("HF-22")
class JsonTest {
  /// A value of a user's own.
  record Point(int x, List<String> names) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0",
        "1e400",
        "-0",
        "-0.0",
        "123456789012345678901234567890",
        "0.10",
        "1E+2",
        "null",
        "true",
        "\"é\"",
        "[]",
        "{}",
        "{\"b\":1,\"a\":{\"z\":null,\"y\":[1.50]}}"
      })
  void a_value_keeps_the_spelling_that_it_had(String text) {
    assertThat(Json.parse(text).text()).isEqualTo(text);
    assertThat(Json.parse(text)).hasToString(text);
  }

  @Test
  void text_is_compact() {
    assertThat(Json.parse(" { \"a\" : [ 1 , 2 ] } ").text()).isEqualTo("{\"a\":[1,2]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1.0",
        "100 | 1e2",
        "100 | 1E+2",
        "0 | -0",
        "0 | -0.0",
        "0.5 | 5e-1",
        "{\"a\":1,\"b\":2} | {\"b\":2,\"a\":1}",
        "[1,{\"x\":1.0}] | [1.0,{\"x\":1}]",
        "1e99999999999 | 1e99999999999",
        "\"a\" | \"\\u0061\""
      })
  void values_that_mean_the_same_are_equal(String one, String other) {
    assertThat(Json.parse(one)).isEqualTo(Json.parse(other)).hasSameHashCodeAs(Json.parse(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 2",
        "1 | \"1\"",
        "[1,2] | [2,1]",
        "null | false",
        "{} | []",
        "{\"a\":null} | {}",
        "1e99999999999 | 1e99999999998",
        "1e99999999999 | 1",
        "0.1 | 0.10000000000000001"
      })
  void values_that_mean_something_else_are_not_equal(String one, String other) {
    assertThat(Json.parse(one)).isNotEqualTo(Json.parse(other)).isNotEqualTo(one);
  }

  @Test
  void hash_codes_tell_values_apart() {
    assertThat(Json.parse("1").hashCode()).isNotEqualTo(Json.parse("2").hashCode());
    assertThat(Json.parse("[1]").hashCode()).isNotEqualTo(Json.parse("[\"a\"]").hashCode());
  }

  @Test
  void maps_lists_numbers_and_records_become_values() {
    assertThat(Json.of(Map.of("n", new BigDecimal("1E+400"))).text()).isEqualTo("{\"n\":1E+400}");
    assertThat(Json.of(new BigInteger("9".repeat(40))).text()).isEqualTo("9".repeat(40));
    assertThat(Json.of(Arrays.asList(1, null, true, "x", 1.5)).text())
        .isEqualTo("[1,null,true,\"x\",1.5]");
    assertThat(Json.of(Map.of("n".repeat(60_000), 1)).text()).hasSize(60_006);
    assertThat(Json.of(new Point(1, List.of("a"))).text()).isEqualTo("{\"x\":1,\"names\":[\"a\"]}");
  }

  @Test
  void a_value_becomes_a_java_object_without_losing_digits() {
    assertThat(Json.parse("{\"x\":1,\"names\":[\"a\"]}").as(Point.class))
        .isEqualTo(new Point(1, List.of("a")));
    assertThat(
            Json.parse("[0.1000000000000000055511151231257827,123456789012345678901234567890]")
                .as(Object.class))
        .isEqualTo(
            List.of(
                new BigDecimal("0.1000000000000000055511151231257827"),
                new BigInteger("123456789012345678901234567890")));
  }

  @Test
  void a_value_becomes_a_java_object_however_long_its_names_and_deep_its_levels() {
    String name = "n".repeat(60_000);
    assertThat(Json.parse("{\"" + name + "\":true}").as(Object.class))
        .isEqualTo(Map.of(name, true));
    String number = "-1." + "1".repeat(JsonText.MAX_NUMBER - 3);
    assertThat(Json.parse(number).as(Object.class)).isEqualTo(new BigDecimal(number));
    assertThat(Json.parse("[".repeat(500) + "]".repeat(500)).as(Object.class))
        .isInstanceOf(List.class);
  }

  @Test
  void a_value_that_does_not_fit_the_class_is_refused() {
    assertThatThrownBy(() -> Json.parse("[1]").as(Point.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("JSON: no dev.handfast.message.JsonTest$Point in [1]: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"a\":2} | JSON: got the field twice at a, wanted each field once",
        "\"\\ud800\" | JSON: got an unpaired surrogate at frame, wanted strings of valid Unicode",
        "[1] 2 | JSON: got something after the value at frame, wanted one JSON value",
        "`` | JSON: got no value at frame, wanted one JSON value"
      })
  void a_text_that_is_not_one_value_is_refused(String text, String message) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  @Rule("HF-24")
  void an_object_without_a_json_form_is_refused_at_the_call() {
    assertThatThrownBy(() -> Json.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> Json.of("\ud800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unpaired surrogate");
    assertThatThrownBy(() -> Json.of(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("JSON: no form for a java.lang.Object: ");
  }

  @Test
  void a_value_has_at_most_500_levels() {
    assertThat(Json.parse("[".repeat(500) + "]".repeat(500)).text()).hasSize(1000);
    assertThat(Json.MAX_DEPTH).isEqualTo(500);
    assertThatThrownBy(() -> Json.parse("[".repeat(501) + "]".repeat(501)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("JSON: got more than 500 levels at frame, wanted at most 500 levels");
  }
}
