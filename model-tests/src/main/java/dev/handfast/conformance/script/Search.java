package dev.handfast.conformance.script;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Draws scripts until two ways to tell one differ, and makes the script short.
public final class Search {
  private Search() {}

  /// A script that shows a difference.
  ///
  /// @param script the shortest
  /// @param differences what it shows
  /// @param tries how many scripts were drawn
  /// @param <S> the kind of script
  public record Found<S>(S script, List<String> differences, int tries) {
    @Override
    public String toString() {
      return "%s%n  after %d tries: %s".formatted(script, tries, differences.getFirst());
    }
  }

  /// The first difference among so many scripts, if there is one; the same seed draws the same.
  ///
  /// @param draw makes a script
  /// @param compare the differences that a script shows; none where all is well
  public static <S extends Shrinkable<S>> Optional<Found<S>> forDifference(
      long seed, int tries, Function<RandomGenerator, S> draw, Function<S, List<String>> compare) {
    var random = new SplittableRandom(seed);
    for (int i = 1; i <= tries; i++) {
      S script = draw.apply(random);
      if (!compare.apply(script).isEmpty()) {
        S shortest = Shrinkable.shortest(script, any -> !compare.apply(any).isEmpty());
        return Optional.of(new Found<>(shortest, compare.apply(shortest), i));
      }
    }
    return Optional.empty();
  }
}
