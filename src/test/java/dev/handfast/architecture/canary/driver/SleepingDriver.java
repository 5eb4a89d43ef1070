package dev.handfast.architecture.canary.driver;

/// A loop that waits for the clock instead of an event.
public final class SleepingDriver {
  /// Sleeps.
  public void pause() throws InterruptedException {
    Thread.sleep(1);
  }
}
