package dev.handfast.driver;

import dev.handfast.HandfastException;
import dev.handfast.seam.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/// A value that comes later, once, and can be waited for on any thread.
///
/// @param <T> the value
public final class Promise<T> {
  private final CompletableFuture<T> value = new CompletableFuture<>();
  private final Clock clock;

  /// Not kept yet.
  ///
  /// @param clock measures the waits
  public Promise(Clock clock) {
    this.clock = clock;
  }

  /// Keeps the promise; only the first call counts.
  public void keep(T kept) {
    value.complete(kept);
  }

  /// Whether it is kept.
  public boolean isKept() {
    return value.isDone();
  }

  /// The value, if it is here.
  public Optional<T> now() {
    return value.isDone() ? Optional.of(value.join()) : Optional.empty();
  }

  /// Waits for the value, however long it takes.
  ///
  /// @throws HandfastException.WaitEnded where the thread is interrupted, which it stays
  /// @throws IllegalStateException where it is not kept, on a [ReaderThread]
  public T await() {
    mayHaveToWait();
    try {
      var here = new CountDownLatch(1); // not the value itself: its dependents are its keeper's
      var _ = value.whenComplete((_, _) -> here.countDown());
      here.await();
      return value.join();
    } catch (InterruptedException _) {
      throw interrupted();
    }
  }

  /// Waits for the value up to a limit; empty where the limit passed first.
  ///
  /// @throws HandfastException.WaitEnded where the thread is interrupted, which it stays
  /// @throws IllegalStateException where it is not kept, on a [ReaderThread]
  public Optional<T> await(Duration limit) {
    if (value.isDone() || !limit.isPositive()) {
      return now();
    }
    mayHaveToWait();
    try {
      clock.await(value, limit);
      return now();
    } catch (InterruptedException _) {
      throw interrupted();
    }
  }

  /// Waits for the value, however long it takes and whoever interrupts; an interrupt is kept.
  ///
  /// @throws IllegalStateException where it is not kept, on a [ReaderThread]
  public T awaitUninterruptibly() {
    mayHaveToWait();
    return awaitSoon();
  }

  /// Waits for the value up to a limit, whoever interrupts; an interrupt is kept. Empty where the
  /// limit passed first.
  ///
  /// @throws IllegalStateException where it is not kept, on a [ReaderThread]
  public Optional<T> awaitUninterruptibly(Duration limit) {
    long end = clock.nanos() + Clock.bounded(limit).toNanos();
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return await(Duration.ofNanos(end - clock.nanos()));
        } catch (HandfastException.WaitEnded _) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Waits as [#awaitUninterruptibly()], on a [ReaderThread] too: for what another thread brings
  /// that is at it and does not block.
  T awaitSoon() {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return value.get();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException impossible) {
          throw new IllegalStateException("a promise is never broken", impossible);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Runs a short task of the library's own once the promise is kept, on the thread that keeps it.
  public void whenKept(Runnable task) {
    var _ = value.thenRun(task);
  }

  /// A future of the value whose dependents run on the given executor.
  public CompletableFuture<T> future(Executor dependents) {
    return value.thenApplyAsync(kept -> kept, dependents);
  }

  /// How many wait for the value or have something to run with it, as far as can be told.
  int dependents() {
    return value.getNumberOfDependents();
  }

  private void mayHaveToWait() {
    if (!value.isDone()) {
      ReaderThread.mustNotWait();
    }
  }

  private static HandfastException interrupted() {
    Thread.currentThread().interrupt();
    return new HandfastException.WaitEnded(
        "interrupted while waiting; the message's own outcome is not affected");
  }
}
