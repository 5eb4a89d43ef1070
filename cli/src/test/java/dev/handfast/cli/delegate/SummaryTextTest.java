package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.delegate.plan.Outcome;
import dev.handfast.message.TaskResult;
import dev.handfast.message.Tokens;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
  @Test
  void of_a_reason_of_many_lines_the_first_is_read_first() {
    assertThat(SummaryText.headline(Outcome.failed("one\ntwo\nthree"))).isEqualTo("one");
    assertThat(SummaryText.headline(Outcome.failed(""))).isEmpty();
  }

  @Test
  void of_an_answer_the_last_line_that_is_not_blank_is_read_first() {
    TaskResult result =
        TaskResult.builder()
            .success(true)
            .response("reading\n12 passed \n\n")
            .toolCallCount(0)
            .tokensUsed(new Tokens(0, 0))
            .duration(Duration.ZERO)
            .branch("")
            .commits(0)
            .build();

    assertThat(SummaryText.headline(new Outcome.Succeeded(result))).isEqualTo("12 passed");
  }

  @Test
  void a_line_that_announces_others_is_not_left_without_any() {
    assertThat(
            SummaryText.headline(
                Outcome.failed("make ended with exit code 2; its last lines:\n  cc: no\n  gone\n")))
        .isEqualTo("make ended with exit code 2; its last lines: gone");
  }
}
