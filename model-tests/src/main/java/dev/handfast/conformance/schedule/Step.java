package dev.handfast.conformance.schedule;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a thread does next, up to its next point.
///
/// @param place where it stands
/// @param on the object that it uses; null for a static field
record Step(Place place, @Nullable Object on) {
  private static final Object WORLD = new Object();

  /// A turn of a loop: it may touch everything behind the seams.
  static final Step TURN =
      new Step(new Place("a loop", 0, Place.Kind.SEAM, "takes the next task"), WORLD);

  /// The middle of what somebody asked of the world.
  static final Step HALFWAY =
      new Step(new Place("the world", 0, Place.Kind.SEAM, "is halfway"), WORLD);

  /// The beginning of a thread, before its first point.
  static final Step BEGINNING =
      new Step(new Place("a thread", 0, Place.Kind.PLAIN_READ, "begins"), new Object());

  /// The step at a place; all that is behind the seams counts as one object.
  static Step at(Place place, @Nullable Object on) {
    return new Step(place, place.kind() == Place.Kind.SEAM ? WORLD : on);
  }

  /// Whether the order of the two may matter.
  @SuppressWarnings("ReferenceEquality") // the very same object, not an equal one
  boolean conflictsWith(Step other) {
    return on == other.on
        && !(place.kind().isRead() && other.place.kind().isRead())
        && field().equals(other.field());
  }

  /// The field of the object; empty where the object is used as a whole.
  String field() {
    return place.field();
  }

  /// The lock that it takes, if it takes one.
  @Nullable ReentrantLock lock() {
    return place.kind() == Place.Kind.LOCK && on instanceof ReentrantLock lock ? lock : null;
  }
}
