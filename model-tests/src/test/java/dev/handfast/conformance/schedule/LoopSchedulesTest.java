package dev.handfast.conformance.schedule;

import static dev.handfast.conformance.schedule.Surgery.both;
import static dev.handfast.conformance.schedule.Surgery.redirecting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.transport.SelectorLoopAsleep;
import dev.handfast.transport.SelectorLoopDuel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The loop of real sockets sleeps over nothing, whoever leaves it a task when.
@Tag("schedules")
class LoopSchedulesTest {
  private static final String LOOP = "dev/handfast/transport/SelectorLoop";

  /// Some times what it takes.
  private static final int EXHAUSTIVE = 100_000;

  @Test
  void no_task_is_left_to_a_loop_that_sleeps() {
    Scenario duel = duel(Loom.Change.NONE);
    Outcome outcome = new Explorer(duel).exhaust(EXHAUSTIVE);
    System.out.printf("%s: every schedule, without a bound; %s%n", duel.title(), outcome);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.exhausted()).isEqualTo(Outcome.UNBOUNDED);
  }

  @Test
  void a_loop_that_looks_before_it_says_that_it_sleeps_is_caught() {
    Loom.Change looksFirst =
        both(
            redirecting(LOOP, "select", "set", SelectorLoopAsleep.class, "set"),
            redirecting(LOOP, "select", "isEmpty", SelectorLoopAsleep.class, "isEmpty"));
    assertThat(new Explorer(duel(looksFirst)).exhaust(EXHAUSTIVE).failure())
        .hasValueSatisfying(
            lost ->
                assertThat(lost.findings())
                    .extracting(Finding::kind)
                    .containsOnly(Finding.Kind.LOST));
  }

  private static Scenario duel(Loom.Change change) {
    return new Loom(change).scenarios(SelectorLoopDuel.class.getName()).getFirst();
  }
}
