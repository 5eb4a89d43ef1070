package dev.handfast.conformance.schedule;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A place in the code where a thread may have to wait for its turn.
///
/// @param method the class and method that stand there
/// @param line the line in its source
/// @param kind what the code is about to do
/// @param what the field or method that it is about to use
/// @param field the field; empty where an object is used as a whole; for a static one, its name
///   stands for the object (of two with one name, it is taken that threads meet there)
record Place(String method, int line, Kind kind, String what, String field) {
  private static final List<Place> ALL = new CopyOnWriteArrayList<>();

  /// What is about to happen.
  enum Kind {
    /// A lock is taken.
    LOCK,
    /// A volatile field is read, or an object that threads share is asked.
    READ,
    /// A volatile field is written, or an object that threads share is changed.
    WRITE,
    /// A plain field is read, or a plain object asked.
    PLAIN_READ,
    /// A plain field is written, or a plain object changed.
    PLAIN_WRITE,
    /// Something is asked of the transport, the clock or the threads.
    SEAM;

    boolean isRead() {
      return this == READ || this == PLAIN_READ;
    }
  }

  /// A field's name begins with a dot; wherever it is used, [#field] is the same object.
  Place(String method, int line, Kind kind, String what) {
    this(method, line, kind, what, what.startsWith(".") ? what.intern() : "");
  }

  /// Gives the place a number, by which woven code names it.
  static synchronized int number(Place place) {
    ALL.add(place);
    return ALL.size() - 1;
  }

  static Place of(int number) {
    return ALL.get(number);
  }

  @Override
  public String toString() {
    return method + ":" + line + " " + what;
  }
}
