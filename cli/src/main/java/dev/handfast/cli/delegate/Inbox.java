package dev.handfast.cli.delegate;

import dev.handfast.cli.delegate.plan.PoolEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// What happened and what is to be told, in the order in which it came: any thread puts in, the
/// loop takes out.
///
/// A log goes the same way as a status, though no step depends on it: told by the thread that hears
/// it, it would overtake the statuses that wait for the loop.
final class Inbox {
  /// 1,000 lines: enough that a worker which writes in bursts does not wait for the loop, and no
  /// memory to speak of.
  private static final int MOST_UNTOLD = 1_000;

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST_UNTOLD);
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  private sealed interface Item {
    record Event(PoolEvent event) implements Item {}

    record Telling(Runnable telling) implements Item {}
  }

  /// Puts an event in; never waits.
  void add(PoolEvent event) {
    put(new Item.Event(event));
  }

  /// Puts in what is to be told; never waits.
  void tell(Runnable telling) {
    put(new Item.Telling(telling));
  }

  /// Puts in what is to be told of something that may come without end; waits where much has not
  /// been told yet, and so its worker does.
  void tellWhenThereIsRoom(Runnable telling) {
    room.acquireUninterruptibly();
    put(
        new Item.Telling(
            () -> {
              room.release();
              telling.run();
            }));
  }

  /// Puts in what is to be told, and waits until it is; not for the loop itself.
  void tellAndWait(Runnable telling) {
    var told = new CompletableFuture<Boolean>();
    if (put(new Item.Telling(() -> told.complete(tellNow(telling))))) {
      var _ = told.join();
    }
  }

  /// The next event; tells what comes before it.
  PoolEvent next() throws InterruptedException {
    while (true) {
      switch (items.take()) {
        case Item.Event(PoolEvent event) -> {
          return event;
        }
        case Item.Telling(Runnable telling) -> telling.run();
      }
    }
  }

  /// Tells what is left; nobody waits any more, and what comes later is told to nobody.
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    for (Item item; (item = items.poll()) != null; ) {
      if (item instanceof Item.Telling(Runnable telling)) {
        telling.run();
      }
    }
    room.release(Integer.MAX_VALUE - MOST_UNTOLD);
  }

  private static boolean tellNow(Runnable telling) {
    telling.run();
    return true;
  }

  private boolean put(Item item) {
    lock.lock();
    try {
      return !closed && items.add(item);
    } finally {
      lock.unlock();
    }
  }
}
