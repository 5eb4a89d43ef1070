package dev.handfast.conformance.schedule;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What woven code calls; does nothing on threads that are not ours.
public final class Points {
  private Points() {}

  /// The code is about to use something that other threads may use.
  ///
  /// @param on the object that it uses; null for a static field
  /// @param place the number of its [Place]
  public static void before(@Nullable Object on, int place) {
    Strand strand = Strand.current();
    if (strand != null) {
      strand.reaches(Step.at(Place.of(place), on));
    }
  }

  /// The code is about to use something; no point, but part of what happens.
  ///
  /// @param on the object that it uses; null for a static field
  /// @param place the number of its [Place]
  public static void notes(@Nullable Object on, int place) {
    Strand strand = Strand.current();
    if (strand != null) {
      strand.notes(Place.of(place), on);
    }
  }

  /// A loop is about to run its next task.
  static void turn() {
    Strand strand = Strand.current();
    if (strand != null) {
      strand.reaches(Step.TURN);
    }
  }

  /// What somebody asked of the world is half done.
  static void halfway() {
    Strand strand = Strand.current();
    if (strand != null) {
      strand.reaches(Step.HALFWAY);
    }
  }

  /// Takes the lock, once its turn has come and the lock is free.
  public static void lock(ReentrantLock lock, int place) {
    Strand strand = Strand.current();
    if (strand != null) {
      strand.reaches(new Step(Place.of(place), lock));
      strand.holds(lock);
    }
    lock.lock();
  }

  /// Gives the lock back.
  public static void unlock(ReentrantLock lock) {
    lock.unlock();
    Strand strand = Strand.current();
    if (strand != null) {
      strand.gaveBack(lock);
    }
  }
}
