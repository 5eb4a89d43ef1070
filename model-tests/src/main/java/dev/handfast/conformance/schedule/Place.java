package dev.handfast.conformance.schedule;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A place in the code where a thread may have to wait for its turn; equal to no other.
final class Place {
  private static final List<Place> ALL = new CopyOnWriteArrayList<>();

  private final String method;
  private final int line;
  private final Kind kind;
  private final String what;
  private final String field;

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
    /// Something is asked of the transport, the system, the clock or the threads.
    SEAM;

    boolean isRead() {
      return this == READ || this == PLAIN_READ;
    }
  }

  /// A field's name begins with a dot.
  ///
  /// @param method the class and method that stand there
  /// @param line the line in its source
  /// @param kind what the code is about to do
  /// @param what the field or method that it is about to use
  Place(String method, int line, Kind kind, String what) {
    this.method = method;
    this.line = line;
    this.kind = kind;
    this.what = what;
    this.field = what.startsWith(".") ? what.intern() : "";
  }

  /// Gives the place a number, by which woven code names it.
  static synchronized int number(Place place) {
    ALL.add(place);
    return ALL.size() - 1;
  }

  static Place of(int number) {
    return ALL.get(number);
  }

  Kind kind() {
    return kind;
  }

  /// The field, wherever it is used the same object; empty where an object is used as a whole. For
  /// a static one, its name stands for the object (of two with one name, it is taken that threads
  /// meet there).
  String field() {
    return field;
  }

  @Override
  public String toString() {
    return method + ":" + line + " " + what;
  }
}
