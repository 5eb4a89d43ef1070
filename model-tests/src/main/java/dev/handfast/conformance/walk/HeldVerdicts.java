package dev.handfast.conformance.walk;

import dev.handfast.seam.Threads;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Threads of which those that ask for a verdict wait until they are let go.
///
/// @param others make all other threads
/// @param held what waits
record HeldVerdicts(Threads others, ConcurrentLinkedQueue<Runnable> held) implements Threads {
  private static final String VERDICT = "handfast-verdict-";

  HeldVerdicts(Threads others) {
    this(others, new ConcurrentLinkedQueue<>());
  }

  @Override
  public Thread platform(String name, Runnable task) {
    return others.platform(name, task);
  }

  @Override
  public void start(String name, Runnable task) {
    if (name.startsWith(VERDICT)) {
      held.add(task);
    } else {
      others.start(name, task);
    }
  }

  boolean waits() {
    return !held.isEmpty();
  }

  /// Lets the one that waits ask; false where none does.
  boolean letGo() {
    Runnable next = held.poll();
    if (next != null) {
      others.start(VERDICT, next);
    }
    return next != null;
  }
}
