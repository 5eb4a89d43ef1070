package dev.handfast.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever wins a race, every promise is kept.
@Tag("schedules")
class SchedulesTest {
  private static final long SEED = 20_260_105L;

  /// More by hand: with two, a scenario takes minutes.
  private static final int PREEMPTIONS = Integer.getInteger("handfast.preemptions", 1);

  private static final int EXHAUSTIVE = 400_000;
  private static final int DRAWN = Boolean.getBoolean("handfast.deep") ? 4_000 : 1_000;

  static List<Scenario> scenarios() {
    return Lab.scenarios();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-12", "HF-15"})
  void no_schedule_with_few_preemptions_breaks_a_promise(Scenario scenario) {
    Outcome outcome = new Explorer(scenario).exhaust(PREEMPTIONS, EXHAUSTIVE);
    System.out.printf(
        "%s: %d schedules, all with %d preemptions or fewer; %d threads, %d choices%n",
        scenario.title(),
        outcome.schedules(),
        outcome.exhausted(),
        outcome.threads(),
        outcome.moments());
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.exhausted()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-12", "HF-15"})
  void no_drawn_schedule_breaks_a_promise(Scenario scenario) {
    Outcome outcome = new Explorer(scenario).draw(List.of(Strategy.values()), SEED, DRAWN);
    double orderings = (double) outcome.schedules() / Strategy.values().length;
    System.out.printf(
        "%s: %d schedules drawn; a bug of three orderings is found with p >= %.4f%n",
        scenario.title(), outcome.schedules(), 1 - Math.pow(1 - outcome.chance(), orderings));
    assertThat(outcome.failure()).isEmpty();
  }
}
