package dev.handfast.architecture.canary.driver;

/// A loop that takes monitors.
public final class SynchronizedDriver {
  private int count;

  /// By its modifier.
  public synchronized void method() {
    count++;
  }

  /// By a block.
  public int block() {
    synchronized (this) {
      return count;
    }
  }
}
