package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.delegate.plan.Outcome;
import dev.handfast.cli.delegate.plan.TaskState;
import dev.handfast.cli.screen.Paint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineViewTest {
  private final List<String> lines = new ArrayList<>();
  private final LineView view = new LineView(lines::add, Paint.PLAIN);

  @Test
  void the_end_of_a_task_that_has_said_nothing_is_one_word() {
    view.moved("a", new TaskState.Queued(1), end(""));
    view.moved("b", new TaskState.Queued(1), end("gone"));

    assertThat(lines).containsExactly("a: cancelled", "b: cancelled: gone");
  }

  @Test
  void another_attempt_is_one_line_however_many_lines_the_failure_has() {
    view.retried("a", 1, Outcome.failed("it ended; its last lines:\n  one\n  oops"));

    assertThat(lines)
        .containsExactly("a: attempt 1 failed, starting again: it ended; its last lines: oops");
  }

  private static TaskState end(String reason) {
    return new TaskState.Final(1, new Outcome.Cancelled(reason));
  }
}
