package dev.handfast.peer;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/// Threads that are let go at the same moment.
public final class Burst {
  private Burst() {}

  /// Lets each do its work on a thread of its own, and returns when all have done it.
  ///
  /// @throws IllegalStateException where the caller is interrupted
  public static void of(List<Runnable> work, ThreadFactory threads) {
    var start = new CountDownLatch(1);
    List<Thread> all =
        work.stream()
            .map(
                each ->
                    threads.newThread(
                        () -> {
                          await(start);
                          each.run();
                        }))
            .toList();
    all.forEach(Thread::start);
    start.countDown();
    all.forEach(Burst::join);
  }

  private static void await(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
