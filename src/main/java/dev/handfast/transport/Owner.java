package dev.handfast.transport;

/// Where all callbacks of a transport run, one at a time.
interface Owner {
  /// Runs the task soon, after those before it; false where the owner has ended and never will.
  boolean execute(Runnable task);

  /// Runs what was accepted, ends, and waits for the end unless called from a task; idempotent.
  void close();
}
