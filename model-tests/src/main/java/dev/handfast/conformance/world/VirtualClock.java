package dev.handfast.conformance.world;

import dev.handfast.seam.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

/// Time that stands still until it is moved; alarms ring on the thread that moves it.
public final class VirtualClock implements Clock {
  /// Some moment in 2027, so that time stamps have the usual 13 digits.
  private static final Instant BEGINNING = Instant.ofEpochMilli(1_800_000_000_000L);

  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<Entry> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Entry::due).thenComparingLong(Entry::number));
  private volatile long nanos;
  private long scheduled;

  /// Stands at its beginning.
  public VirtualClock() {}

  private record Entry(long due, long number, Runnable task) {}

  @Override
  public Instant now() {
    return BEGINNING.plusNanos(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Alarm schedule(Duration after, Runnable task) {
    lock.lock();
    try {
      var entry = new Entry(nanos + Math.max(0, after.toNanos()), scheduled++, task);
      alarms.add(entry);
      return () -> cancel(entry);
    } finally {
      lock.unlock();
    }
  }

  private void cancel(Entry entry) {
    lock.lock();
    try {
      alarms.remove(entry);
    } finally {
      lock.unlock();
    }
  }

  /// How many alarms are set.
  public int alarms() {
    lock.lock();
    try {
      return alarms.size();
    } finally {
      lock.unlock();
    }
  }

  /// Moves on to a later moment, alarm by alarm.
  ///
  /// @param afterEach runs after each alarm, so that the world comes to rest in between
  public void pass(Duration time, Runnable afterEach) {
    long until = nanos + time.toNanos();
    for (Optional<Entry> next = next(until); next.isPresent(); next = next(until)) {
      nanos = Math.max(nanos, next.get().due());
      next.get().task().run();
      afterEach.run();
    }
    nanos = until;
  }

  private Optional<Entry> next(long until) {
    lock.lock();
    try {
      Entry first = alarms.peek();
      return first == null || first.due() > until ? Optional.empty() : Optional.of(alarms.remove());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      alarms.clear();
    } finally {
      lock.unlock();
    }
  }
}
