package dev.handfast.driver;

import dev.handfast.seam.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A clock that stands still until the test moves it; due alarms ring on the test's thread.
public final class ManualClock implements Clock {
  /// When the world begins.
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition scheduled = lock.newCondition();
  private final List<Entry> entries = new ArrayList<>();
  private long numbers;
  private long nanos;
  private boolean over;

  /// An alarm that is set; equal to none but itself, for it has its number.
  private record Entry(long number, long due, Duration after, Runnable task) {}

  @Override
  public Instant now() {
    return START.plusNanos(nanos());
  }

  @Override
  public long nanos() {
    lock.lock();
    try {
      return nanos;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Alarm schedule(Duration after, Runnable task) {
    lock.lock();
    try {
      var entry = new Entry(++numbers, nanos + after.toNanos(), after, task);
      if (over && after.toMillis() <= 1) {
        var _ = Thread.ofVirtual().start(task);
      }
      entries.add(entry);
      scheduled.signalAll();
      return () -> drop(entry);
    } finally {
      lock.unlock();
    }
  }

  /// Moves time on, and rings what is due on the way, in order.
  public void advance(Duration by) {
    long target = nanos() + by.toNanos();
    for (Optional<Entry> next = next(target); next.isPresent(); next = next(target)) {
      next.get().task().run();
    }
  }

  /// Waits until an alarm of this length is set.
  public void awaitAlarm(Duration after) {
    awaitAlarms(1, after);
  }

  /// Waits until so many alarms of this length are set.
  public void awaitAlarms(int count, Duration after) {
    long deadline = Hung.deadline();
    lock.lock();
    try {
      while (entries.stream().filter(entry -> entry.after().equals(after)).count() < count) {
        if (!scheduled.await(Hung.left(deadline), TimeUnit.MILLISECONDS)) {
          throw Hung.waitingFor("an alarm of " + after, entries);
        }
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted while waiting for an alarm", interrupted);
    } finally {
      lock.unlock();
    }
  }

  /// How many alarms are set.
  public int alarms() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  /// The test is over: alarms of a millisecond, as a clean-up sets them, ring by themselves.
  void over() {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      entries.clear();
    } finally {
      lock.unlock();
    }
  }

  private void drop(Entry entry) {
    lock.lock();
    try {
      entries.remove(entry);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Entry> next(long target) {
    lock.lock();
    try {
      Optional<Entry> first =
          entries.stream()
              .filter(entry -> entry.due() <= target)
              .min(Comparator.comparingLong(Entry::due));
      nanos = Math.max(nanos, first.map(Entry::due).orElse(target));
      first.ifPresent(this::drop);
      return first;
    } finally {
      lock.unlock();
    }
  }
}
