package dev.handfast.conformance.world;

import dev.handfast.seam.Threads;

/// Threads that begin when the world lets them, one after the other, and may wait for it.
///
/// Whoever owns the world lets them begin, and moves the world on once all have ended or wait for a
/// promise.
public final class WaitingThreads implements Threads {
  private final QueuedThreads queue = new QueuedThreads();
  private final BlockingCalls calls = new BlockingCalls();

  /// None is there yet.
  public WaitingThreads() {}

  @Override
  public Thread platform(String name, Runnable task) {
    return queue.platform(name, task);
  }

  @Override
  public void start(String name, Runnable task) {
    queue.start(name, () -> calls.make(task));
  }

  /// Lets the oldest that has not begun begin; false where there is none.
  public boolean runOne() {
    calls.comeToRest();
    boolean ran = queue.runOne(_ -> true);
    calls.comeToRest();
    return ran;
  }

  /// Lets time pass until all have ended; tells how many never do.
  ///
  /// @param timePasses moves the world on by [BlockingCalls#ROUND] and lets it come to rest
  public long letEnd(Runnable timePasses) {
    return calls.letReturn(timePasses);
  }
}
