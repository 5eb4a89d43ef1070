package dev.handfast.conformance.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;

/// Calls that wait for the world, each on a thread of its own, so that the world can go on.
///
/// They wait for promises, which are futures: whatever else a call waited for would never count as
/// rest.
public final class BlockingCalls {
  /// How far a world moves on while it lets its calls return.
  public static final Duration ROUND = Duration.ofSeconds(1);

  /// Far more rounds than any deadline of a script has: who waits longer than that hangs.
  private static final int PATIENCE = 1_000;

  private final List<Thread> threads = new ArrayList<>();

  /// No call is made yet.
  public BlockingCalls() {}

  /// Makes a call, and returns when it has returned or waits for the world.
  public void make(Runnable call) {
    threads.add(Thread.ofVirtual().start(call));
    comeToRest();
  }

  /// Waits until every call has returned or waits for the world.
  public void comeToRest() {
    for (boolean calm = false; !calm; ) {
      calm = true; // until somebody is found who may just have let another one go
      for (Thread thread : threads) {
        while (!isAtRest(thread)) {
          calm = false;
          Breath.passes();
        }
      }
    }
  }

  /// Lets time pass until every call has returned, so that no thread is left behind; tells how many
  /// never do.
  ///
  /// @param timePasses moves the world on by a [#ROUND] and lets it come to rest
  public long letReturn(Runnable timePasses) {
    comeToRest();
    for (int round = 0; round < PATIENCE && endless() > 0; round++) {
      timePasses.run();
      comeToRest();
    }
    return endless();
  }

  private long endless() {
    return threads.stream().filter(Thread::isAlive).count();
  }

  private static boolean isAtRest(Thread thread) {
    return switch (thread.getState()) {
      case TERMINATED -> true;
      case WAITING -> waitsForTheWorld(thread);
      case NEW, RUNNABLE, BLOCKED, TIMED_WAITING -> false;
    };
  }

  /// A thread that was let go while it was about to park still looks parked until its carrier gets
  /// its turn; what it waits for knows better. Who waits for a lock gets it without the world.
  private static boolean waitsForTheWorld(Thread thread) {
    return LockSupport.getBlocker(thread) instanceof ForkJoinPool.ManagedBlocker promise
        && !promise.isReleasable();
  }
}
