package dev.handfast.conformance.conform;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Beats every 10 ms, and knows by how much the most belated beat was late: about as long as this
/// machine, or the threads of this process, stood still for everybody else. For any thread.
final class Metronome implements AutoCloseable {
  private static final long BEAT = Duration.ofMillis(10).toNanos();

  /// A virtual one, as those that play cases are: what holds them up holds it up.
  private final Thread thread;

  private volatile boolean over;
  private volatile long longest;

  Metronome() {
    long began = System.nanoTime();
    thread = Thread.ofVirtual().name("metronome").start(() -> beat(began));
  }

  private void beat(long began) {
    long last = began;
    do {
      LockSupport.parkNanos(BEAT);
      long now = System.nanoTime();
      longest = Math.max(longest, now - last - BEAT);
      last = now;
    } while (!over);
  }

  /// Stops it, so that a beat that is overdue now counts.
  ///
  /// @return the longest standstill, less up to a beat
  Duration stopped() {
    close();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return Duration.ofNanos(longest);
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
  }
}
