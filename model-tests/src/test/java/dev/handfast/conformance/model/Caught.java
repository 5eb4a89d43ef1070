package dev.handfast.conformance.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A fault that the model checker has caught.
///
/// @param fault in words
/// @param property that it violates
/// @param way a shortest one to see that
record Caught(String fault, String property, Way way) {
  private static final Pattern MARK =
      Pattern.compile("<<\\s*\"caught\",\\s*\"([^\"]+)\",\\s*\"(\\w+)\"\\s*>>");

  /// All that a run told, in its order: nearest first.
  static List<Caught> all(String printed) {
    List<MatchResult> marks = MARK.matcher(printed).results().toList();
    var caught = new ArrayList<Caught>();
    for (int i = 0; i < marks.size(); i++) {
      MatchResult mark = marks.get(i);
      int end = i + 1 < marks.size() ? marks.get(i + 1).start() : printed.length();
      caught.add(
          new Caught(mark.group(1), mark.group(2), Way.first(printed.substring(mark.end(), end))));
    }
    return caught;
  }
}
