package dev.handfast.driver;

import java.time.Duration;

/// When a test gives up on something that should have happened long ago.
public final class Hung {
  /// 10 s: a thousand times what anything here takes; only a failing test ever waits so long.
  public static final Duration AFTER = Duration.ofSeconds(10);

  private Hung() {}

  /// A point in time, for [#left].
  static long deadline() {
    return System.nanoTime() + AFTER.toNanos();
  }

  /// What is left until the deadline, in milliseconds and at least 0.
  static long left(long deadline) {
    return Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
  }

  /// Fails, saying what was waited for and what came instead.
  static AssertionError waitingFor(String what, Object seen) {
    return new AssertionError(
        "hung: waited %d s for %s; so far: %s".formatted(AFTER.toSeconds(), what, seen));
  }
}
