package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.delegate.plan.Outcome;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
  @Test
  void of_a_reason_of_many_lines_the_first_is_read_first() {
    assertThat(SummaryText.firstLine(Outcome.failed("one\ntwo\nthree"))).isEqualTo("one");
    assertThat(SummaryText.firstLine(Outcome.failed(""))).isEmpty();
  }

  @Test
  void a_line_that_announces_others_is_not_left_without_any() {
    assertThat(
            SummaryText.firstLine(
                Outcome.failed("make ended with exit code 2; its last lines:\n  cc: no\n  gone\n")))
        .isEqualTo("make ended with exit code 2; its last lines: gone");
  }
}
