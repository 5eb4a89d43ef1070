package dev.handfast.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What happened so far, in order; a test can wait for more of it.
///
/// @param <T> what happens
public final class Happenings<T> implements Consumer<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<T> seen = new ArrayList<>();

  /// Something happened.
  @Override
  public void accept(T happening) {
    lock.lock();
    try {
      seen.add(happening);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Everything so far.
  public List<T> all() {
    lock.lock();
    try {
      return List.copyOf(seen);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until so many things have happened, and gives all of them.
  public List<T> await(int count) {
    return await(all -> all.size() >= count, count + " happenings");
  }

  /// Waits for something of this class, and gives the first.
  public <E extends T> E await(Class<E> kind) {
    return await(kind, any -> true);
  }

  /// Waits for something of this class that fits, and gives the first.
  public <E extends T> E await(Class<E> kind, Predicate<E> fits) {
    List<T> all =
        await(seen -> seen.stream().anyMatch(is(kind, fits)), "a " + kind.getSimpleName());
    return kind.cast(all.stream().filter(is(kind, fits)).findFirst().orElseThrow());
  }

  /// Waits until everything together fits, and gives it.
  public List<T> await(Predicate<List<T>> fits, String what) {
    long deadline = Hung.deadline();
    lock.lock();
    try {
      while (!fits.test(seen)) {
        if (!more.await(Hung.left(deadline), TimeUnit.MILLISECONDS)) {
          throw Hung.waitingFor(what, seen);
        }
      }
      return List.copyOf(seen);
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted while waiting for " + what, interrupted);
    } finally {
      lock.unlock();
    }
  }

  private static <T, E extends T> Predicate<T> is(Class<E> kind, Predicate<E> fits) {
    return happening -> kind.isInstance(happening) && fits.test(kind.cast(happening));
  }

  @Override
  public String toString() {
    return all().toString();
  }
}
