package dev.handfast.cli.delegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.delegate.plan.TaskState.Final;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Steps a pool and checks after each step what must always hold.
final class PoolWatch {
  private final Planner planner;
  private Pool pool;
  private int overs;
  private final Map<String, Integer> launches = new HashMap<>();
  private final Map<String, Integer> retries = new HashMap<>();
  private final Map<String, Integer> conclusions = new HashMap<>();

  PoolWatch(Planner planner, Pool pool) {
    this.planner = planner;
    this.pool = pool;
  }

  Pool pool() {
    return pool;
  }

  /// How often the end of all was told.
  int overs() {
    return overs;
  }

  /// The tasks that have not ended.
  Map<String, TaskState> unfinished() {
    var unfinished = new HashMap<>(pool.tasks());
    unfinished.values().removeIf(Final.class::isInstance);
    return unfinished;
  }

  List<PoolEffect> take(PoolEvent event) {
    Pool before = pool;
    Pool.Step step = planner.step(pool, event);
    pool = step.next();
    step.effects().forEach(effect -> count(effect, event));
    assertThat(pool.tasks().keySet()).containsExactlyElementsOf(before.tasks().keySet());
    assertThat(pool.taken()).as("places taken").isLessThanOrEqualTo(pool.limits().places());
    before
        .tasks()
        .forEach(
            (task, state) -> {
              if (state instanceof Final) {
                assertThat(pool.tasks().get(task))
                    .as("what is final after " + event)
                    .isEqualTo(state);
              }
            });
    return step.effects();
  }

  /// As many starts as attempts, as many conclusions as ends, as many retries as further attempts,
  /// and no failure that another attempt was left to mend.
  void assertCountsAgree() {
    pool.tasks()
        .forEach(
            (task, state) -> {
              int last = state.attempt();
              assertThat(last).isBetween(1, pool.limits().restarts() + 1);
              assertThat(retries.getOrDefault(task, 0)).as("retries").isEqualTo(last - 1);
              assertThat(launches.getOrDefault(task, 0)).as("starts").isBetween(last - 1, last);
              assertThat(conclusions.getOrDefault(task, 0))
                  .as("conclusions of " + task)
                  .isEqualTo(state instanceof Final ? 1 : 0);
              if (state instanceof Final(_, Outcome.Failed(_, Outcome.Retry retry))
                  && retry == Outcome.Retry.MAY_HELP) {
                assertThat(last)
                    .as("attempts of " + task + ", that failed")
                    .isEqualTo(pool.limits().restarts() + 1);
              }
            });
    assertThat(overs).isEqualTo(pool.isOver() ? 1 : 0);
  }

  private void count(PoolEffect effect, PoolEvent event) {
    switch (effect) {
      case PoolEffect.Do(String task, TaskEffect.Launch _) -> launches.merge(task, 1, Integer::sum);
      case PoolEffect.Do(String task, TaskEffect.Retry _) -> retries.merge(task, 1, Integer::sum);
      case PoolEffect.Do(String task, TaskEffect.Conclude _) ->
          conclusions.merge(task, 1, Integer::sum);
      case PoolEffect.AllOver _ -> overs++;
      case PoolEffect.Do _ -> {}
      case PoolEffect.Moved(_, TaskState from, TaskState to) ->
          assertThat(to).as("a move after " + event).isNotEqualTo(from);
    }
  }
}
