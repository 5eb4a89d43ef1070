package dev.handfast.conformance.gate;

import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.story.Diagram;
import dev.handfast.conformance.story.Moment;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.verdict.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A race that the gate has found.
///
/// @param life the shortest that shows it, as it was drawn
/// @param played what came of it
/// @param rules that are broken
/// @param lives how many were lived before it showed
/// @param after how long that took
/// @param again of how many fresh processes it showed in how many
/// @param gone how the driver went, where that is what was found
public record Finding(
    Recording life,
    Played played,
    SortedSet<String> rules,
    long lives,
    Duration after,
    Again again,
    Optional<Trial.Gone> gone) {

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

  /// The steps up to where it shows, as the diagram numbers them from 1.
  public List<String> steps() {
    return played.story().moments().stream()
        .filter(Moment.Did.class::isInstance)
        .map(moment -> ((Moment.Did) moment).what())
        .toList();
  }

  /// The steps, a numbered line each.
  public List<String> script() {
    List<String> steps = steps();
    return IntStream.range(0, steps.size())
        .mapToObj(at -> "%3d. %s".formatted(at + 1, steps.get(at)))
        .toList();
  }

  /// What the steps stand in, where that is not as plain as can be: ` (…)`.
  public String place() {
    return life.told()
        .lines()
        .findFirst()
        .filter(place -> !place.equals(Surroundings.PLAIN.toString()))
        .map(" (%s)"::formatted)
        .orElse("");
  }

  /// The rule, and what broke it; or that the driver has gone, which no rule speaks of.
  public String sentence() {
    return gone.map(end -> "the driver has gone in the middle of a life: " + end.why())
        .orElseGet(this::broken);
  }

  private String broken() {
    List<String> differences = played.differences();
    String what = differences.get(Math.min(1, differences.size() - 1));
    return rules.isEmpty() ? what : "%s: %s".formatted(Rules.headline(rules.first()), what);
  }

  /// All of it, for people: the sentence, the script, the diagram, and how to see it again.
  ///
  /// @param again what to type
  public String text(String again) {
    String steps = script().stream().map(step -> "\n  " + step).collect(Collectors.joining());
    return """
    %s

    the shortest life that shows it%s:%s

    %s

      %s

    found after %d lives in %.1f s; afresh it shows %d times of %d%s
    again: %s\
    """
        .formatted(
            sentence(),
            place(),
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
