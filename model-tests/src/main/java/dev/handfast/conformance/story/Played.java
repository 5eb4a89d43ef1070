package dev.handfast.conformance.story;

import java.util.List;

/// What came of playing something once.
///
/// @param differences between what was wanted and what was seen, a line each; none where all is
///   well
/// @param story what happened
public record Played(List<String> differences, Story story) {

  /// Takes a copy.
  public Played {
    differences = List.copyOf(differences);
  }

  /// Whether what was seen is what was wanted.
  public boolean agrees() {
    return differences.isEmpty();
  }
}
