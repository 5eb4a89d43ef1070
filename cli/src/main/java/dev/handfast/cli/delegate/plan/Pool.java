package dev.handfast.cli.delegate.plan;

import dev.handfast.cli.delegate.plan.TaskState.Alive;
import dev.handfast.cli.delegate.plan.TaskState.Final;
import dev.handfast.cli.delegate.plan.TaskState.Queued;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All tasks, and which of them may run.
///
/// - Never more tasks than the limit take a place; those that have ended take none.
/// - While somebody waits and there is a place, somebody is started: the first in the order given.
/// - Once everything is called off, nothing is started any more.
///
/// @param tasks where each stands, in the order given
/// @param limits what holds for all
/// @param mood whether more is started
public record Pool(Map<String, TaskState> tasks, Limits limits, Mood mood) {

  /// What holds for all tasks.
  ///
  /// @param places how many may run at once, 1 or more
  /// @param restarts how many further attempts a failed task gets, 0 or more
  public record Limits(int places, int restarts) {}

  /// Whether more is started.
  public enum Mood {
    /// What waits is started.
    OPEN,
    /// Everything is called off.
    CLOSING
  }

  /// What follows.
  ///
  /// @param next where all tasks stand
  /// @param effects what is to be done, in this order
  public record Step(Pool next, List<PoolEffect> effects) {}

  /// Takes a copy of the map.
  public Pool {
    tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
  }

  /// Nothing has begun.
  ///
  /// @param ids the tasks, in the order in which they start
  public static Pool of(List<String> ids, Limits limits) {
    var tasks = new LinkedHashMap<String, TaskState>();
    ids.forEach(id -> tasks.put(id, new Queued(1)));
    return new Pool(tasks, limits, Mood.OPEN);
  }

  /// Decides what follows from one event; pure and total.
  public Step step(PoolEvent event) {
    boolean wasOver = isOver();
    var effects = new ArrayList<PoolEffect>();
    Pool next =
        switch (event) {
          case PoolEvent.Begun _ -> this;
          case PoolEvent.Happened(_, TaskEvent.PlaceFound _) -> this; // only `fill` gives places
          case PoolEvent.Happened(String task, TaskEvent happened) -> with(task, happened, effects);
          case PoolEvent.AllCancelled(String reason) -> closing(reason, effects);
        };
    next = next.fill(effects);
    if (next.isOver() && !wasOver) {
      effects.add(new PoolEffect.AllOver());
    }
    return new Step(next, effects);
  }

  /// Whether every task has ended.
  public boolean isOver() {
    return tasks.values().stream().allMatch(Final.class::isInstance);
  }

  /// How many tasks take a place.
  public long taken() {
    return tasks.values().stream().filter(Alive.class::isInstance).count();
  }

  private Pool closing(String reason, List<PoolEffect> effects) {
    var pool = new Pool(tasks, limits, Mood.CLOSING);
    for (String task : tasks.keySet()) {
      pool = pool.with(task, new TaskEvent.CancelRequested(reason), effects);
    }
    return pool;
  }

  private Pool fill(List<PoolEffect> effects) {
    Pool pool = this;
    for (Map.Entry<String, TaskState> task : tasks.entrySet()) {
      if (task.getValue() instanceof Queued) {
        pool = pool.serve(task.getKey(), effects);
      }
    }
    return pool;
  }

  private Pool serve(String task, List<PoolEffect> effects) {
    return switch (mood) {
      case OPEN ->
          taken() < limits.places() ? with(task, new TaskEvent.PlaceFound(), effects) : this;
      case CLOSING ->
          with(task, new TaskEvent.CancelRequested("everything is called off"), effects);
    };
  }

  private Pool with(String task, TaskEvent event, List<PoolEffect> effects) {
    TaskState from = tasks.get(task);
    if (from == null) {
      return this; // nobody of ours
    }
    TaskLife.Step step = TaskLife.step(from, event, limits.restarts());
    if (!step.next().equals(from)) {
      effects.add(new PoolEffect.Moved(task, from, step.next()));
    }
    step.effects().forEach(effect -> effects.add(new PoolEffect.Do(task, effect)));
    var changed = new LinkedHashMap<>(tasks);
    changed.put(task, step.next());
    return new Pool(changed, limits, mood);
  }
}
