package dev.handfast.cli.delegate.plan;

import dev.handfast.cli.delegate.plan.Pool.Limits;
import dev.handfast.cli.delegate.plan.TaskState.Ending;
import dev.handfast.cli.delegate.plan.TaskState.Final;
import dev.handfast.cli.delegate.plan.TaskState.Finishing;
import dev.handfast.cli.delegate.plan.TaskState.Running;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// What the original's orchestrator has wrong, each in a plan that is otherwise ours.
enum PlanFault {
  /// Who has finished counts against the limit as if he still ran (D1).
  FINISHED_KEEP_THEIR_PLACE {
    @Override
    Planner planner() {
      return (pool, event) -> {
        long finished = pool.tasks().values().stream().filter(Final.class::isInstance).count();
        return under(new Limits(places(pool) - (int) finished, restarts(pool)), pool, event);
      };
    }
  },

  /// Whoever waits looks for a place before any of the others has taken it (D2).
  ALL_LOOK_BEFORE_ANY_IS_COUNTED {
    @Override
    Planner planner() {
      return (pool, event) ->
          pool.taken() < places(pool)
              ? under(new Limits(pool.tasks().size(), restarts(pool)), pool, event)
              : pool.step(event);
    }
  },

  /// Nothing is ever tried again (D3).
  NEVER_RESTARTS {
    @Override
    Planner planner() {
      return (pool, event) -> under(new Limits(places(pool), 0), pool, event);
    }
  },

  /// Only a result ends the wait for a worker: neither its exit nor its silence does (D4).
  WAITS_FOR_A_RESULT {
    @Override
    Planner planner() {
      return (pool, event) ->
          switch (event) {
            case PoolEvent.Happened(String task, TaskEvent.Exited _)
                when !isEnding(pool.tasks().get(task)) ->
                new Pool.Step(pool, List.of());
            case PoolEvent.Happened(_, TaskEvent.Overdue _) -> new Pool.Step(pool, List.of());
            case PoolEvent _ -> pool.step(event);
          };
    }

    private static boolean isEnding(TaskState state) {
      return state instanceof Finishing || state instanceof Ending;
    }
  },

  /// The first command that cannot be started is the last thing that is dealt with (D5).
  FALLS_OVER_A_MISSING_COMMAND {
    @Override
    Planner planner() {
      var down = new AtomicBoolean();
      return (pool, event) -> {
        if (event instanceof PoolEvent.Happened(_, TaskEvent.LaunchFailed _)) {
          down.set(true);
        }
        return down.get() ? new Pool.Step(pool, List.of()) : pool.step(event);
      };
    }
  },

  /// What a worker tells is where it stands, also after its end (D6).
  LATE_STATUS_COUNTS {
    @Override
    Planner planner() {
      return (pool, event) ->
          event instanceof PoolEvent.Happened(String task, TaskEvent.Reported _)
                  && pool.tasks().get(task) instanceof Final(int attempt, _)
              ? moved(pool, task, new Running(attempt))
              : pool.step(event);
    }

    private static Pool.Step moved(Pool pool, String task, TaskState to) {
      var tasks = new LinkedHashMap<>(pool.tasks());
      tasks.put(task, to);
      return new Pool.Step(new Pool(tasks, pool.limits(), pool.mood()), List.of());
    }
  };

  /// A plan with this fault, which has seen nothing yet.
  abstract Planner planner();

  /// The real step under other limits, of which the next step knows nothing.
  private static Pool.Step under(Limits limits, Pool pool, PoolEvent event) {
    Pool.Step step = new Pool(pool.tasks(), limits, pool.mood()).step(event);
    Pool next = step.next();
    return new Pool.Step(new Pool(next.tasks(), pool.limits(), next.mood()), step.effects());
  }

  private static int places(Pool pool) {
    return pool.limits().places();
  }

  private static int restarts(Pool pool) {
    return pool.limits().restarts();
  }
}
