package dev.handfast.cli.delegate;

import dev.handfast.cli.delegate.plan.PoolEvent;
import dev.handfast.cli.screen.Outlet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// What happened and what is to be told, in the order in which it came: any thread puts in, the
/// loop takes out.
///
/// A log goes the same way as a status, though no step depends on it: told by the thread that hears
/// it, it would overtake the statuses that wait for the loop. The loop itself tells nothing: it
/// passes on to the outlet, and goes on whether somebody reads there or not.
final class Inbox {
  /// 1,000 lines or statuses: enough that a worker which writes in bursts does not wait for the
  /// output, and no memory to speak of.
  private static final int MOST_UNTOLD = 1_000;

  private final Outlet outlet;
  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST_UNTOLD);
  private final CompletableFuture<Boolean> over = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  private sealed interface Item {
    record Event(PoolEvent event) implements Item {}

    record Telling(Runnable telling, CompletableFuture<Boolean> told) implements Item {}
  }

  /// @param outlet tells
  Inbox(Outlet outlet) {
    this.outlet = outlet;
  }

  /// Puts an event in; never waits.
  void add(PoolEvent event) {
    var _ = put(new Item.Event(event));
  }

  /// Puts in an event of which there may be any number, each with something to tell; waits where
  /// much has not been told yet, and so its worker does.
  void addWhenThereIsRoom(PoolEvent event) {
    room.acquireUninterruptibly();
    add(event);
    // behind what the event's step tells
    var _ = telling(() -> {}).thenRun(room::release);
  }

  /// Puts in what is to be told; never waits.
  void tell(Runnable telling) {
    var _ = telling(telling);
  }

  /// Puts in what is to be told of something that may come without end; waits where much has not
  /// been told yet, and so its worker does.
  void tellWhenThereIsRoom(Runnable telling) {
    room.acquireUninterruptibly();
    var _ = telling(telling).thenRun(room::release);
  }

  /// Puts in what is to be told, and waits until it is told, or nothing is any more; not for the
  /// loop itself.
  void tellAndWait(Runnable telling) {
    var _ = CompletableFuture.anyOf(telling(telling), over).join();
  }

  /// The next event; passes on what comes before it.
  PoolEvent next() throws InterruptedException {
    while (true) {
      switch (items.take()) {
        case Item.Event(PoolEvent event) -> {
          return event;
        }
        case Item.Telling telling -> pass(telling);
      }
    }
  }

  /// Passes on what is left; nobody waits any more, and what comes later is told to nobody.
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    for (Item item; (item = items.poll()) != null; ) {
      if (item instanceof Item.Telling telling) {
        pass(telling);
      }
    }
    var _ = over.complete(true);
    room.release(Integer.MAX_VALUE - MOST_UNTOLD);
  }

  private void pass(Item.Telling item) {
    var _ = outlet.put(item.telling()).thenAccept(item.told()::complete);
  }

  private CompletableFuture<Boolean> telling(Runnable telling) {
    var told = new CompletableFuture<Boolean>();
    if (!put(new Item.Telling(telling, told))) {
      var _ = told.complete(false);
    }
    return told;
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
