package dev.handfast.cli.delegate;

import dev.handfast.HandfastException;
import dev.handfast.cli.delegate.plan.Outcome;
import dev.handfast.cli.delegate.plan.Pool;
import dev.handfast.cli.delegate.plan.PoolEffect;
import dev.handfast.cli.delegate.plan.PoolEvent;
import dev.handfast.cli.delegate.plan.TaskEffect;
import dev.handfast.cli.delegate.plan.TaskEvent;
import dev.handfast.cli.delegate.plan.Wait;
import dev.handfast.cli.directory.PrivateDirectory;
import dev.handfast.cli.git.Worktrees;
import dev.handfast.cli.permission.Approver;
import dev.handfast.cli.screen.Outlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Turns events into steps of the pool and effects into deeds; it decides nothing, and never waits
/// for somebody who reads.
final class Delegation implements AutoCloseable {
  private final Order order;
  private final View view;
  private final Outlet outlet;
  private final Map<String, Task> tasks = new HashMap<>();
  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
  private final Map<String, Long> starts = new HashMap<>();
  private final Map<String, Summary.End> ends = new HashMap<>();
  private final Inbox inbox;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("delegate-clock").factory());
  private final AtomicInteger cancels = new AtomicInteger();
  private final Sites sites;
  private final PrivateDirectory directory;
  private final Processes processes;
  private final Desk desk;
  private Pool pool;
  private boolean left;

  /// Listens from now on.
  ///
  /// @param outlet where the view is told
  /// @throws Worktrees.CannotMake where worktrees are wanted and cannot be
  /// @throws HandfastException where workers could not connect
  Delegation(Order order, View view, Outlet outlet, Approver approver) throws Worktrees.CannotMake {
    this.order = order;
    this.view = view;
    this.outlet = outlet;
    this.inbox = new Inbox(outlet);
    order.tasks().forEach(task -> tasks.put(task.id(), task));
    this.pool = Pool.of(order.tasks().stream().map(Task::id).toList(), order.limits());
    this.sites = Sites.of(order.place(), order.directory());
    this.directory = privateDirectory();
    Path socket = directory.socket().path();
    try {
      this.desk = new Desk(socket, attempts, approver, view, inbox, this::happened);
    } catch (HandfastException failure) {
      delete();
      throw failure;
    }
    this.processes =
        new Processes(
            new Commands(order.command(), order.manner(), socket, order.patience().grace()),
            sites,
            order.patience().grace(),
            this::happened,
            this::wrote);
  }

  /// Works until every task has ended.
  Summary run() {
    tell(() -> view.begun(order));
    inbox.add(new PoolEvent.Begun());
    boolean over = false;
    try {
      while (!over) {
        Pool.Step step = pool.step(next());
        pool = step.next();
        for (PoolEffect effect : step.effects()) {
          over |= perform(effect);
        }
      }
    } finally {
      inbox.close(); // also where a step fails: nobody waits for it any more
    }
    return new Summary(order.tasks().stream().map(Task::id).map(ends::get).toList());
  }

  /// Calls everything off; a second call takes the workers' time to end by themselves.
  void cancel(String reason) {
    if (cancels.getAndIncrement() == 0) {
      inbox.add(new PoolEvent.AllCancelled(reason));
    } else {
      processes.hurry(attempts.values());
    }
  }

  @Override
  public void close() {
    leave();
  }

  /// Listens no more, and leaves nothing; for one thread, idempotent.
  void leave() {
    if (!left) {
      left = true;
      clock.shutdownNow();
      desk.close();
      delete();
    }
  }

  /// Only for this orchestrator: two never see each other's workers.
  private static PrivateDirectory privateDirectory() {
    try {
      return PrivateDirectory.make("orchestrator");
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "no private directory for the socket: " + failure.getMessage(), failure);
    }
  }

  private void delete() {
    try {
      directory.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + directory.path(), failure);
    }
  }

  private PoolEvent next() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return inbox.next();
        } catch (InterruptedException _) {
          interrupted = true;
          cancel("the orchestrator was interrupted");
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Whether that was the last.
  private boolean perform(PoolEffect effect) {
    switch (effect) {
      case PoolEffect.Do(String task, TaskEffect todo) -> perform(task, todo);
      case PoolEffect.Moved(String task, var from, var to) ->
          tell(() -> view.moved(task, from, to));
      case PoolEffect.AllOver _ -> {
        return true;
      }
    }
    return false;
  }

  private void perform(String id, TaskEffect effect) {
    switch (effect) {
      case TaskEffect.Launch(int number) -> launch(id, number);
      case TaskEffect.Await(int number, Wait missing) ->
          after(
              patience(missing),
              id,
              new TaskEvent.Overdue(number, missing, Durations.said(patience(missing))));
      case TaskEffect.End(_, String reason) ->
          Optional.ofNullable(attempts.get(id))
              .ifPresent(
                  attempt -> {
                    desk.callOff(id, reason);
                    processes.end(attempt);
                  });
      case TaskEffect.Show(var update) -> tell(() -> view.reported(id, update));
      case TaskEffect.Retry(Outcome.Failed failure) -> {
        desk.withdraw(id);
        int number = number(id);
        tell(() -> view.retried(id, number, failure));
      }
      case TaskEffect.Conclude(Outcome outcome) -> conclude(id, outcome);
    }
  }

  private void launch(String id, int number) {
    Attempt attempt = Attempt.of(task(id), number);
    attempts.put(id, attempt);
    if (starts.putIfAbsent(id, System.nanoTime()) == null) {
      order
          .timeout()
          .ifPresent(limit -> after(limit, id, new TaskEvent.TimeUp(Durations.said(limit))));
    }
    processes.launch(attempt);
  }

  private void conclude(String id, Outcome outcome) {
    desk.withdraw(id);
    Optional<Attempt> last = Optional.ofNullable(attempts.get(id));
    ends.put(
        id,
        new Summary.End(
            id,
            outcome,
            last.map(Attempt::number).orElse(0),
            Duration.ofNanos(
                Optional.ofNullable(starts.get(id))
                    .map(from -> System.nanoTime() - from)
                    .orElse(0L)),
            last.map(attempt -> attempt.tail().lines()).orElse(List.of()),
            sites.leave(id)));
  }

  private void after(Duration delay, String task, TaskEvent event) {
    var _ = clock.schedule(() -> happened(task, event), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Duration patience(Wait missing) {
    return switch (missing) {
      case CONNECTION -> order.patience().connection();
      case EXIT_AFTER_RESULT, EXIT_AFTER_LOSS -> order.patience().exit();
      case LAST_WORDS -> Order.Patience.LAST_WORDS;
    };
  }

  private void happened(String task, TaskEvent event) {
    if (event instanceof TaskEvent.Exited) {
      desk.withdraw(task);
    }
    if (event instanceof TaskEvent.Reported) {
      inbox.addWhenThereIsRoom(new PoolEvent.Happened(task, event)); // any number may come
    } else {
      inbox.add(new PoolEvent.Happened(task, event));
    }
  }

  private void tell(Runnable telling) {
    var _ = outlet.put(telling);
  }

  private void wrote(Attempt attempt, String line) {
    attempt.tail().add(line);
    inbox.tellWhenThereIsRoom(() -> view.wrote(attempt.task().id(), line));
  }

  private int number(String id) {
    return Optional.ofNullable(attempts.get(id)).map(Attempt::number).orElse(0);
  }

  private Task task(String id) {
    return Optional.ofNullable(tasks.get(id)).orElseThrow();
  }
}
