package dev.handfast.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.evidence.Evidence;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever wins a race, every promise is kept.
@Tag("schedules")
class SchedulesTest {
  private static final Evidence EVIDENCE = Evidence.of(SchedulesTest.class);
  private static final long SEED = 20_260_105L;

  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");
  private static final int PREEMPTIONS = Integer.getInteger("handfast.preemptions", DEEP ? 2 : 1);

  /// With one preemption less than the others: its six threads have 19,296 schedules with one, and
  /// half a million with two.
  private static final String CROWDED = "two workers with one id and a broadcast";

  /// 1,000,000 schedules: some times what the longest race takes with two preemptions.
  private static final int EXHAUSTIVE = 1_000_000;

  /// Duels that take half a minute.
  private static final Set<String> LONG = Set.of("an order against registration");

  /// 200: to draw is for campaigns; the exhaustive search proves one preemption.
  private static final int DRAWN = DEEP ? 4_000 : 200;

  static List<Scenario> scenarios() {
    return Lab.scenarios();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-12", "HF-15"})
  void no_schedule_with_few_preemptions_breaks_a_promise(Scenario scenario) {
    int preemptions = scenario.title().equals(CROWDED) ? Math.max(0, PREEMPTIONS - 1) : PREEMPTIONS;
    Outcome outcome = new Explorer(scenario).exhaust(preemptions, EXHAUSTIVE);
    print(scenario, "every schedule with at most %d preemptions", outcome);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.exhausted())
        .as("%s: preemptions exhausted within %d schedules", scenario.title(), EXHAUSTIVE)
        .isEqualTo(preemptions);
  }

  static Stream<Scenario> duels() {
    return Lab.duels().stream().filter(duel -> DEEP || !LONG.contains(duel.title()));
  }

  @ParameterizedTest
  @MethodSource("duels")
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-12", "HF-15"})
  void no_interleaving_of_two_sides_breaks_a_promise(Scenario duel) {
    Outcome outcome = new Explorer(duel).exhaust(EXHAUSTIVE);
    print(duel, "every schedule, without a bound", outcome);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.exhausted())
        .as("%s: completed within %d schedules", duel.title(), EXHAUSTIVE)
        .isEqualTo(Outcome.UNBOUNDED);
  }

  private static void print(Scenario scenario, String covered, Outcome outcome) {
    System.out.printf(
        "%s: %s, up to commuting steps; %d played, %d of them to their end; %d threads, %d"
            + " choices%n",
        scenario.title(),
        covered.formatted(outcome.exhausted()),
        outcome.schedules(),
        outcome.whole(),
        outcome.threads(),
        outcome.moments());
    EVIDENCE.figure("schedules, " + scenario.title(), covered.formatted(outcome.exhausted()));
    EVIDENCE.sample("schedules, " + scenario.title(), outcome.schedules());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-12", "HF-15"})
  void no_drawn_schedule_breaks_a_promise(Scenario scenario) {
    Outcome outcome = new Explorer(scenario).draw(List.of(Strategy.values()), SEED, DRAWN);
    double orderings = (double) outcome.schedules() / Strategy.values().length;
    System.out.printf(
        "%s: %d schedules drawn; a bug of three orderings (depth 3) is missed with p <= %.4f%n",
        scenario.title(), outcome.schedules(), Math.pow(1 - outcome.chance(), orderings));
    EVIDENCE.figure("schedules, drawn, " + scenario.title(), outcome.schedules());
    assertThat(outcome.failure()).isEmpty();
  }
}
