package dev.handfast.conformance.world;

import java.util.ArrayList;
import java.util.List;

/// Calls that wait for the world, each on a thread of its own, so that the world can go on.
final class BlockingCalls {
  private final List<Thread> threads = new ArrayList<>();

  /// Makes a call, and returns when it has returned or waits for the world.
  void make(Runnable call) {
    threads.add(Thread.ofVirtual().start(call));
    comeToRest();
  }

  /// Waits until every call has returned or waits for the world.
  void comeToRest() {
    // a thread that waits for another one's lock looks at rest; it does not twice in a row
    for (int calm = 0; calm < 2; calm++) {
      for (Thread thread : threads) {
        while (!isAtRest(thread)) {
          calm = 0;
          Thread.onSpinWait();
        }
      }
    }
  }

  private static boolean isAtRest(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TERMINATED -> true;
      case NEW, RUNNABLE, BLOCKED, TIMED_WAITING -> false;
    };
  }
}
