package dev.handfast.driver;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Something that one thread gives and another waits for.
public final class Signal {
  private final CountDownLatch missing;

  /// Given once.
  public Signal() {
    this(1);
  }

  /// Given so many times.
  public Signal(int times) {
    missing = new CountDownLatch(times);
  }

  /// Gives it.
  public void give() {
    missing.countDown();
  }

  /// Waits until it was given.
  public void await() {
    try {
      if (!missing.await(Hung.AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Hung.waitingFor("a signal", missing);
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted while waiting for a signal", interrupted);
    }
  }
}
