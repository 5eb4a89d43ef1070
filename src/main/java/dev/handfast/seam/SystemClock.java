package dev.handfast.seam;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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
    var over = new CountDownLatch(1);
    var left = new CompletableFuture<Void>();
    var _ = CompletableFuture.anyOf(event, left).whenComplete((_, _) -> over.countDown());
    try { // a latch: who waits for a future itself may have to run others' tasks meanwhile
      var _ = over.await(Clock.bounded(limit).toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      left.complete(null); // so that nothing stays with the event
    }
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}
