package dev.handfast.seam;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Time and alarms: the seam through which all time enters.
public interface Clock extends AutoCloseable {

  /// The wall clock, for time stamps.
  Instant now();

  /// A clock that never goes back, in nanoseconds from some fixed point, for distances.
  long nanos();

  /// A hundred years: longer than any wait that means something, and safe to add to [#nanos].
  Duration LONGEST = Duration.ofDays(36_500);

  /// The time, or [#LONGEST] where it is longer, so that "for ever" can be computed with.
  static Duration bounded(Duration time) {
    return time.compareTo(LONGEST) < 0 ? time : LONGEST;
  }

  /// Runs a task once, after a time, on a thread of the clock; the task must be short.
  ///
  /// @param after how long to wait; times above [#LONGEST] count as that
  Alarm schedule(Duration after, Runnable task);

  /// Waits until a future is done, however it ends, up to a limit.
  ///
  /// @param limit the longest wait; times above [#LONGEST] count as that
  /// @throws InterruptedException where the thread is interrupted
  default void await(CompletableFuture<?> event, Duration limit) throws InterruptedException {
    var over = new CompletableFuture<Void>();
    Alarm alarm = schedule(limit, () -> over.complete(null));
    try {
      var _ = CompletableFuture.anyOf(event, over).get();
    } catch (ExecutionException _) {
      // done as well
    } finally {
      alarm.cancel();
      over.complete(null); // so that nothing stays with the event
    }
  }

  /// Drops all alarms; idempotent.
  @Override
  void close();

  /// A task that has not run yet.
  interface Alarm {
    /// Drops the task; it may still run if it is just starting.
    void cancel();
  }
}
