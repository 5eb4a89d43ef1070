package dev.handfast.conformance.schedule;

import static dev.handfast.conformance.schedule.Surgery.both;
import static dev.handfast.conformance.schedule.Surgery.redirecting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.transport.SelectorLoopAsleep;
import dev.handfast.transport.SelectorLoopDuel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The loop of real sockets sleeps over nothing, whoever leaves it a task or closes it when.
@Tag("schedules")
class LoopSchedulesTest {
  private static final String LOOP = "dev/handfast/transport/SelectorLoop";

  /// Some times what it takes.
  private static final int EXHAUSTIVE = 100_000;

  @ParameterizedTest
  @EnumSource
  void a_task_is_run_once_or_refused(SelectorLoopDuel which) {
    Scenario duel = Lab.scenario(Loom.Change.NONE, which);
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
    assertLost(Lab.scenario(looksFirst, SelectorLoopDuel.TASKS_AGAINST_A_LOOP_THAT_FALLS_ASLEEP));
  }

  @Test
  void a_loop_that_takes_what_it_will_not_run_is_caught() {
    Loom.Change neverLooksAgain =
        redirecting(LOOP, "execute", "remove", SelectorLoopAsleep.class, "remove");
    assertLost(Lab.scenario(neverLooksAgain, SelectorLoopDuel.A_TASK_AGAINST_CLOSE));
  }

  private static void assertLost(Scenario duel) {
    assertThat(new Explorer(duel).exhaust(EXHAUSTIVE).failure())
        .hasValueSatisfying(
            lost ->
                assertThat(lost.findings())
                    .extracting(Finding::kind)
                    .containsOnly(Finding.Kind.LOST));
  }
}
