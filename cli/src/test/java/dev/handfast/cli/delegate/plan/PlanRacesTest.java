package dev.handfast.cli.delegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import dev.handfast.cli.delegate.plan.Pool.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// The original orchestrator's faults, each planted in the plan: the worlds that ours lives through
/// show every one of them.
class PlanRacesTest {
  /// 300 worlds: the rarest of the faults shows in one of a dozen.
  private static final int WORLDS = 300;

  private static final int TASKS = 5;
  private static final Limits LIMITS = new Limits(2, 1);

  @Test
  @Race("D1")
  void who_has_finished_keeps_his_place() {
    race(PlanFault.FINISHED_KEEP_THEIR_PLACE, "never end", "Queued[");
  }

  @Test
  @Race("D2")
  void several_starts_look_at_the_limit_before_any_is_counted() {
    race(PlanFault.ALL_LOOK_BEFORE_ANY_IS_COUNTED, "places taken");
  }

  @Test
  @Race("D3")
  void a_restart_never_happens() {
    race(PlanFault.NEVER_RESTARTS, "attempts of", "that failed");
  }

  @Test
  @Race("D4")
  void a_worker_that_ends_without_a_result_is_waited_for() {
    race(PlanFault.WAITS_FOR_A_RESULT, "never end", "Starting[");
    race(PlanFault.WAITS_FOR_A_RESULT, "never end", "Lost[");
  }

  @Test
  @Race("D5")
  void a_command_that_does_not_exist_brings_all_tasks_down() {
    race(PlanFault.FALLS_OVER_A_MISSING_COMMAND, "never end", "Launching[");
  }

  @Test
  @Race("D6")
  void a_late_status_overwrites_a_result() {
    race(PlanFault.LATE_STATUS_COUNTS, "what is final after", "Reported[");
  }

  private static void race(PlanFault fault, String... complaint) {
    assertThat(complaints(() -> Pool::step)).as("the real plan").isEmpty();
    assertThat(complaints(fault::planner))
        .as(fault.name())
        .anySatisfy(each -> assertThat(each).contains(complaint));
  }

  /// What the checks say of the worlds that a plan runs; nothing where all is well.
  private static List<String> complaints(Supplier<Planner> planners) {
    var complaints = new ArrayList<String>();
    new SplittableRandom(WORLDS)
        .longs(WORLDS)
        .forEach(
            seed -> {
              try {
                World.livesThrough(planners.get(), PoolProperties.ids(TASKS), LIMITS, seed);
              } catch (AssertionError complaint) {
                complaints.add(complaint.getMessage());
              }
            });
    return complaints;
  }
}
