package dev.handfast.conformance.world;

import java.util.concurrent.locks.LockSupport;

/// A breath between two looks at what another thread does: it gets the processor meanwhile.
public final class Breath {
  /// 20 µs, to which the system adds some (Linux 50): the other thread's turn is about as long.
  private static final long NANOS = 20_000;

  private Breath() {}

  /// Lets it pass. Nothing is decided by how long it is: who waits looks again.
  public static void passes() {
    LockSupport.parkNanos(NANOS);
  }
}
