package dev.handfast.cli.screen;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Tells one thing after another on a thread of its own, so that an output which nobody reads holds
/// up that thread and no other.
///
/// Any thread puts in. Nothing here bounds what waits: who puts in without end waits for what it
/// has put in before.
public final class Outlet {
  private final Runnable afterEach;
  private final Consumer<RuntimeException> failures;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Item> waiting = new ArrayDeque<>();
  private Optional<Item> current = Optional.empty();
  private long told;
  private boolean givenUp;

  private record Item(Runnable telling, CompletableFuture<Boolean> told) {}

  /// Starts its thread.
  ///
  /// @param afterEach follows each telling, on its thread
  /// @param failures gets what a telling threw; the next one is told all the same
  public Outlet(Runnable afterEach, Consumer<RuntimeException> failures) {
    this.afterEach = afterEach;
    this.failures = failures;
    Thread.ofPlatform().daemon().name("outlet").start(this::run);
  }

  /// Puts in what is to be told; never waits.
  ///
  /// @return true once it was told, or has failed; false where it was given up
  public CompletableFuture<Boolean> put(Runnable telling) {
    var item = new Item(telling, new CompletableFuture<>());
    lock.lock();
    try {
      if (!givenUp) {
        waiting.add(item);
        changed.signalAll();
        return item.told();
      }
    } finally {
      lock.unlock();
    }
    var _ = item.told().complete(false);
    return item.told();
  }

  /// From now on the output may stand still for so long and no longer: then everything that waits
  /// is given up, and what comes later too.
  public void hurry(Duration patience) {
    Thread.ofPlatform().daemon().name("outlet-hurry").start(() -> giveUpAfter(patience));
  }

  private void giveUpAfter(Duration patience) {
    List<Item> lost = new ArrayList<>();
    lock.lock();
    try {
      awaitStandstill(patience);
      givenUp = true;
      current.ifPresent(lost::add);
      lost.addAll(waiting);
      waiting.clear();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody does that
    } finally {
      lock.unlock();
    }
    lost.forEach(item -> item.told().complete(false));
  }

  /// Waits until something is to be told and nothing was for so long.
  private void awaitStandstill(Duration patience) throws InterruptedException {
    long seen = told;
    long left = patience.toNanos();
    while (left > 0) {
      if (current.isEmpty() && waiting.isEmpty()) {
        changed.await();
        left = patience.toNanos();
      } else {
        left = changed.awaitNanos(left);
      }
      if (told != seen) {
        seen = told;
        left = patience.toNanos();
      }
    }
  }

  private void run() {
    try {
      while (true) {
        Item item = next();
        try {
          item.telling().run();
          afterEach.run();
        } catch (RuntimeException failure) { // of one telling: the others may go well
          failures.accept(failure);
        }
        done();
        var _ = item.told().complete(true);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody does that
    }
  }

  private Item next() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        Optional<Item> item = Optional.ofNullable(waiting.poll());
        if (item.isPresent()) {
          current = item;
          return item.get();
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void done() {
    lock.lock();
    try {
      current = Optional.empty();
      told++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
