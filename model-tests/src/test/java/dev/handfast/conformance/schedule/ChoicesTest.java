package dev.handfast.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Choices are written, read and made smaller.
class ChoicesTest {

  @Test
  void what_is_written_is_read_again() {
    var choices = Choices.parse("40=2 17=1");
    assertThat(choices).hasToString("17=1 40=2");
    assertThat(Choices.parse(choices.toString())).isEqualTo(choices);
    assertThat(Choices.parse("")).isEqualTo(Choices.NONE);
  }

  @Test
  void what_is_not_a_choice_is_named() {
    assertThatThrownBy(() -> Choices.parse("17=1 oops"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("choices: got `oops`, wanted TURN=CHOICE, such as 17=1");
  }

  @Test
  void smaller_ones_have_one_switch_less() {
    assertThat(Choices.parse("17=1 40=2").smaller())
        .containsExactlyElementsOf(List.of(Choices.parse("40=2"), Choices.parse("17=1")));
  }
}
