package dev.handfast.conformance.walk;

import dev.handfast.seam.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// A clock whose alarms ring when a test says so, in any order: the lengths are a user's choice, so
/// every order happens to somebody.
final class BellClock implements Clock {
  private static final Instant BEGINNING = Instant.ofEpochMilli(1_800_000_000_000L);

  private final ConcurrentLinkedQueue<Bell> bells = new ConcurrentLinkedQueue<>();
  private final AtomicLong nanos = new AtomicLong();

  private record Bell(Duration length, Runnable task) {}

  @Override
  public Instant now() {
    return BEGINNING.plusNanos(nanos.get());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Alarm schedule(Duration after, Runnable task) {
    var bell = new Bell(after, task);
    bells.add(bell);
    return () -> bells.remove(bell);
  }

  /// Whether an alarm of such a length is set.
  boolean isSet(Predicate<Duration> length) {
    return find(length).isPresent();
  }

  /// Rings the oldest alarm of such a length; false where there is none.
  boolean ring(Predicate<Duration> length) {
    Optional<Bell> bell = find(length).filter(bells::remove);
    bell.ifPresent(found -> found.task().run());
    return bell.isPresent();
  }

  /// Moves the time on; no alarm rings.
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Optional<Bell> find(Predicate<Duration> length) {
    return bells.stream().filter(bell -> length.test(bell.length())).findFirst();
  }

  @Override
  public void close() {
    bells.clear();
  }
}
