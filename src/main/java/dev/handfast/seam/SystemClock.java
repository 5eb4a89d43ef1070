package dev.handfast.seam;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The machine's own time, with one daemon thread for the alarms.
public final class SystemClock implements Clock {
  private final ScheduledThreadPoolExecutor alarms;

  /// Starts with no alarm; the thread starts with the first one.
  public SystemClock(String name, Threads threads) {
    alarms = new ScheduledThreadPoolExecutor(1, task -> threads.platform(name + "-alarms", task));
    alarms.setRemoveOnCancelPolicy(true);
    alarms.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Alarm schedule(Duration after, Runnable task) {
    try {
      Future<?> alarm = alarms.schedule(task, Clock.bounded(after).toNanos(), TimeUnit.NANOSECONDS);
      return () -> alarm.cancel(false);
    } catch (RejectedExecutionException _) {
      return () -> {}; // the clock is closed: nothing rings any more
    }
  }

  /// Without an alarm, whose thread would have to wake for it.
  @Override
  public void await(CompletableFuture<?> event, Duration limit) throws InterruptedException {
    try {
      var _ = event.get(Clock.bounded(limit).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // over, or done
    }
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}
