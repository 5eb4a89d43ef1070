package dev.handfast.architecture.canary.server;

/// A server that makes a thread of its own.
public final class ThreadOfItsOwn {
  /// Starts it.
  public Thread start() {
    return Thread.startVirtualThread(() -> {});
  }
}
