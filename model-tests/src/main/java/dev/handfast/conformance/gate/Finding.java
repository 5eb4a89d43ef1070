package dev.handfast.conformance.gate;

import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Token;
import dev.handfast.conformance.story.Played;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

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

  /// The life in one word.
  public String token() {
    return new Token(life).toString();
  }
}
