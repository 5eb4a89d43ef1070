package dev.handfast.conformance.gate;

import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.story.Diagram;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.verdict.Rules;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/// A race that the gate has found.
///
/// @param life the shortest that shows it, as it was drawn
/// @param played what came of it
/// @param rules that are broken
/// @param lives how many were lived before it showed
/// @param after how long that took
/// @param again of how many fresh processes it showed in how many
public record Finding(
    Recording life,
    Played played,
    SortedSet<String> rules,
    long lives,
    Duration after,
    Again again) {

  /// How often it showed again, each time in a process of its own.
  ///
  /// @param shown in so many
  /// @param tried of so many
  public record Again(int shown, int tried) {
    /// Whether it showed each time.
    public boolean isCertain() {
      return shown == tried;
    }
  }

  /// The life's steps, a line each.
  public List<String> steps() {
    return life.told().lines().skip(1).map(String::strip).toList();
  }

  /// The rule, and what broke it.
  public String sentence() {
    String rule = rules.isEmpty() ? "" : rules.first();
    List<String> differences = played.differences();
    String what = differences.get(Math.min(1, differences.size() - 1));
    return "%s, %s: %s".formatted(rule, Rules.title(rule), what);
  }

  /// All of it, for people: the sentence, the script, the diagram, and how to see it again.
  ///
  /// @param again what to type
  public String text(String again) {
    String steps = steps().stream().map(step -> "\n  " + step).collect(Collectors.joining());
    return """
    %s

    the shortest life that shows it:%s

    %s

      %s

    found after %d lives in %.1f s; afresh it shows %d times of %d%s
    again: %s\
    """
        .formatted(
            sentence(),
            steps,
            Diagram.of(played.story()).text().stripTrailing(),
            String.join("\n  ", played.differences()),
            lives,
            after.toMillis() / 1_000.0,
            again().shown(),
            again().tried(),
            again().shown() == 0 ? ": what was lived before may matter" : "",
            again);
  }

  /// The life in one word.
  public String token() {
    return new Token(life).toString();
  }
}
