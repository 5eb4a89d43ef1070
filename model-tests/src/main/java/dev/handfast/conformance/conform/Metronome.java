package dev.handfast.conformance.conform;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Beats every 10 ms, and knows how late a beat was: as late as this machine, or the threads of
/// this process, stood still for everybody else. For any thread.
final class Metronome implements AutoCloseable {
  private static final long BEAT = Duration.ofMillis(10).toNanos();

  /// A virtual one, as those that play cases are: what holds them up holds it up.
  private final Thread thread;

  private volatile boolean over;
  private volatile long latest;

  Metronome() {
    long began = System.nanoTime();
    thread = Thread.ofVirtual().name("metronome").start(() -> beat(began));
  }

  private void beat(long began) {
    long last = began;
    while (!over) {
      LockSupport.parkNanos(BEAT);
      long now = System.nanoTime();
      latest = Math.max(latest, now - last - BEAT);
      last = now;
    }
  }

  /// Stops it, so that a beat that is overdue now counts.
  ///
  /// @return how late the latest beat was
  Duration stopped() {
    close();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return Duration.ofNanos(latest);
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
  }
}
