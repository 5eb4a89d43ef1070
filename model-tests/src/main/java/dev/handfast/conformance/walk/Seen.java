package dev.handfast.conformance.walk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// What the outside sees between two moments of rest.
///
/// The order within the stream and within the callbacks counts; between the two nobody can tell.
final class Seen {
  private final List<String> calls = new ArrayList<>();
  private final List<String> frames = new ArrayList<>();
  private final TreeSet<String> outcomes = new TreeSet<>();
  private final List<String> callbacks = new ArrayList<>();
  private long counted;

  void call(String told) {
    calls.add(told);
  }

  void frame(String frame) {
    frames.add(frame);
  }

  void outcome(String outcome) {
    if (!outcomes.add(outcome)) {
      outcomes.add(outcome + ", again");
    }
  }

  void callback(String callback) {
    callbacks.add(callback);
  }

  void counted(long frames) {
    counted += frames;
  }

  long counted() {
    return counted;
  }

  /// All of it in a line.
  ///
  /// @param state where it ended
  String in(String state) {
    var parts = new ArrayList<String>(calls);
    add("peer reads ", frames, parts);
    add("", outcomes, parts);
    add("program hears ", callbacks, parts);
    if (counted > 0) {
      parts.add("counted " + counted);
    }
    parts.add(state);
    return String.join("; ", parts);
  }

  private static void add(String title, Collection<String> what, List<String> parts) {
    if (!what.isEmpty()) {
      parts.add(title + String.join(", ", what));
    }
  }
}
