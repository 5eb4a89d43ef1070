package dev.handfast.driver;

/// A place in a handler, or in a verdict, where its thread stands still until it is let go.
public final class Halt {
  private final Signal reached = new Signal();
  private final Signal mayGoOn = new Signal();
  private volatile boolean left;

  /// Nobody has come yet, and who comes will stand still.
  public Halt() {}

  /// Stands still until it is let go; whoever comes later goes on at once.
  public void stand() {
    reached.give();
    try {
      mayGoOn.await();
    } finally {
      left = true;
    }
  }

  /// Waits until somebody stands there.
  public void awaitSomebody() {
    reached.await();
  }

  /// Lets everybody go on.
  public void letGo() {
    mayGoOn.give();
  }

  /// Whether somebody has gone on.
  public boolean isLeft() {
    return left;
  }
}
