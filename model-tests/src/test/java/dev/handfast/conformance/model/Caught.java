package dev.handfast.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /// What the faults of a configuration break.
  ///
  /// @param caught one for each fault that is caught
  /// @param states how many distinct ones were looked at, in all runs
  /// @param depth how far the farthest was from the first
  record Found(List<Caught> caught, int states, int depth) {}

  /// All that a configuration with faults comes to; each run once in this process.
  static Found in(Manifest.Configuration wanted) throws IOException, InterruptedException {
    if (wanted.faults().stream().allMatch(fault -> fault.loop() > 0)) {
      return loops(wanted);
    }
    Tlc.Result result = Tlc.tellAll(wanted.module());
    assertThat(result.isComplete()).as(result::lastLines).isTrue();
    return new Found(all(result.text()), result.distinctStates(), result.depth());
  }

  /// Each fault has a run of its own, in which its property alone is checked.
  private static Found loops(Manifest.Configuration wanted)
      throws IOException, InterruptedException {
    var caught = new ArrayList<Caught>();
    int states = 0;
    int depth = 0;
    for (int i = 0; i < wanted.faults().size(); i++) {
      String property = wanted.faults().get(i).violates();
      Tlc.Result result = Tlc.loop(wanted.module(), i + 1, property);
      states += result.distinctStates();
      depth = Math.max(depth, result.depth());
      Way way = Way.first(result.text());
      if (way.loop() > 0) {
        var scene = (Map<?, ?>) way.states().getFirst().variables().get("scene");
        caught.add(new Caught(scene.get("name").toString(), property, way));
      }
    }
    return new Found(caught, states, depth);
  }

  /// All that a run told, in its order: nearest first.
  private static List<Caught> all(String printed) {
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
