package dev.handfast.conformance.drive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Looks until everything is there that must come. For one thread.
final class Expectation {
  /// 500 µs between two looks at what has not come yet: each look compares a whole life.
  private static final long LOOK = 500_000;

  /// 100 ms for the rest of what is wrong, so that its reason can be told.
  private static final long SETTLE = 100_000_000;

  private final long patience;
  private long slowest;

  /// @param patience how long it may take; only means that something hangs
  Expectation(Duration patience) {
    this.patience = patience.toNanos();
  }

  /// Looks until nothing differs, nothing more can come, or patience has ended.
  ///
  /// @param differences looks, and tells what differs still
  /// @param gone whether nothing more will come
  /// @param hopeless whether what has come will never do
  List<String> reach(
      Supplier<List<String>> differences, BooleanSupplier gone, BooleanSupplier hopeless) {
    long began = System.nanoTime();
    long until = began + patience;
    List<String> left = differences.get();
    while (!left.isEmpty() && !gone.getAsBoolean() && System.nanoTime() < until) {
      if (until - System.nanoTime() > SETTLE && hopeless.getAsBoolean()) {
        until = System.nanoTime() + SETTLE;
      }
      LockSupport.parkNanos(LOOK);
      left = differences.get();
    }
    if (left.isEmpty()) {
      slowest = Math.max(slowest, System.nanoTime() - began);
    }
    return left;
  }

  /// Looks for a moment whether what is there stays.
  ///
  /// @param differences looks, and tells what differs by now
  /// @param gone whether nothing more will come
  static List<String> stays(
      Supplier<List<String>> differences, BooleanSupplier gone, Duration moment) {
    return look(differences, seen -> !seen.isEmpty() || gone.getAsBoolean(), moment.toNanos());
  }

  /// Waits for an end.
  ///
  /// @param over looks, and tells whether it has come
  void await(BooleanSupplier over) {
    var _ = look(over::getAsBoolean, Boolean::booleanValue, patience);
  }

  /// Looks until that is enough, or the time is over; what was seen last.
  private static <T> T look(Supplier<T> looks, Predicate<T> enough, long nanos) {
    long until = System.nanoTime() + nanos;
    T seen = looks.get();
    while (!enough.test(seen) && System.nanoTime() < until) {
      LockSupport.parkNanos(LOOK);
      seen = looks.get();
    }
    return seen;
  }

  /// How long the step took that took longest to come to what was expected.
  Duration slowest() {
    return Duration.ofNanos(slowest);
  }
}
