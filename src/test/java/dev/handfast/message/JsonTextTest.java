package dev.handfast.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.json.JsonReadContext;

@Rule("HF-17")
class JsonTextTest {
  /// Ten thousand characters: far more than is shown of them.
  private static final int LONG = 10_000;

  @Test
  void the_place_of_a_fault_takes_of_each_name_no_more_than_is_shown() {
    JsonReadContext at = JsonReadContext.createRootContext(null);
    for (int level = 0; level < JsonText.MAX_DEPTH; level++) {
      at = within(at, level % 2 == 0 ? "n".repeat(LONG) : "a");
    }
    StringBuilder path = new StringBuilder();

    JsonText.spell(at, path);

    assertThat(path.length()).isLessThan(JsonText.MAX_DEPTH * (Excerpt.MAX + 3));
    assertThat(JsonText.path(at)).isEqualTo("n".repeat(Excerpt.MAX - 1) + "…");
  }

  @ParameterizedTest
  @CsvSource({"77, 77, 😀…", "78, 78, …", "79, 79, …", "80, 79, …"})
  void a_long_name_is_cut_between_characters(int before, int shown, String end) {
    JsonReadContext at =
        within(
            JsonReadContext.createRootContext(null), "n".repeat(before) + "😀" + "n".repeat(LONG));

    assertThat(JsonText.path(at)).isEqualTo("n".repeat(shown) + end);
  }

  @Test
  void a_name_of_no_characters_has_its_place() {
    JsonReadContext outer = within(JsonReadContext.createRootContext(null), "");

    assertThat(JsonText.path(outer)).isEmpty();
    assertThat(JsonText.path(within(outer, "a"))).isEqualTo(".a");
  }

  private static JsonReadContext within(JsonReadContext outer, String name) {
    JsonReadContext object = outer.createChildObjectContext(1, 1);
    object.setCurrentName(name);
    return object;
  }
}
