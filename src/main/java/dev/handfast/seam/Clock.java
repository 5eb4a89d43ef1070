package dev.handfast.seam;

import java.time.Duration;
import java.time.Instant;

/// Time and alarms: the seam through which all time enters.
public interface Clock extends AutoCloseable {

  /// The wall clock, for time stamps.
  Instant now();

  /// A clock that never goes back, in nanoseconds from some fixed point, for distances.
  long nanos();

  /// Runs a task once, after a time, on a thread of the clock; the task must be short.
  Alarm schedule(Duration after, Runnable task);

  /// Drops all alarms; idempotent.
  @Override
  void close();

  /// A task that has not run yet.
  interface Alarm {
    /// Drops the task; it may still run if it is just starting.
    void cancel();
  }
}
