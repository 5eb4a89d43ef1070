package dev.handfast.driver;

import dev.handfast.CallbackThread;

/// Knows whether a callback runs on a thread that reads ([CallbackThread#READER]), where nobody may
/// wait: what is waited for would come over the same thread.
public final class ReaderThread {
  private static final ScopedValue<Boolean> CALLBACK = ScopedValue.newInstance();

  private ReaderThread() {}

  /// Runs callbacks on this thread, which reads.
  static void run(Runnable callbacks) {
    ScopedValue.where(CALLBACK, true).run(callbacks);
  }

  /// Whether the caller is such a callback.
  static boolean isCurrent() {
    return CALLBACK.isBound();
  }

  /// Refuses to wait there.
  ///
  /// @throws IllegalStateException in a callback on a thread that reads
  public static void mustNotWait() {
    if (isCurrent()) {
      throw new IllegalStateException(
          "this callback runs on the thread that reads, and would wait for what that thread is to"
              + " bring; use a future, start a thread for what waits, or leave callbacksOn at"
              + " CallbackThread.VIRTUAL");
    }
  }
}
