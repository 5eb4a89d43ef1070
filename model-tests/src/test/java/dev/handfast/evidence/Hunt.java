package dev.handfast.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.script.Search;
import dev.handfast.conformance.script.Shrinkable;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/// Looks for the shortest script that shows a mutant, and names a rule that it has to break.
///
/// Any difference would do to notice it; but a mutant that is noticed for another reason than its
/// own may as well slip through, once that reason is gone.
///
/// @param evidence where it is written down
/// @param rung who looks
/// @param seed draws the same scripts each time
/// @param tries how many of them
/// @param draw makes one
/// @param steps how long one is
public record Hunt<S extends Shrinkable<S>>(
    Evidence evidence,
    Rung rung,
    long seed,
    int tries,
    Function<RandomGenerator, S> draw,
    ToIntFunction<S> steps) {
  /// 8 steps can be read at a glance.
  private static final int MOST_STEPS = 8;

  /// What a script shows.
  ///
  /// @param rules that are broken
  /// @param differences as they are told
  public record Shown(Set<String> rules, List<String> differences) {
    private List<String> naming(Set<String> wanted) {
      return rules.stream().anyMatch(wanted::contains) ? differences : List.of();
    }
  }

  /// Fails where the mutant is not noticed for its own reason, in few steps.
  ///
  /// @return the shortest script that shows it
  public Search.Found<S> mustNotice(String mutant, Function<S, Shown> play) {
    var found = notices(mutant, play);
    assertThat(found)
        .as(
            "%s: none of %d scripts shows a difference that breaks one of %s",
            mutant, tries, Zoo.get().rules(mutant))
        .isPresent();
    Search.Found<S> shortest = found.orElseThrow();
    assertThat(steps.applyAsInt(shortest.script()))
        .as("steps that show %s", mutant)
        .isLessThanOrEqualTo(MOST_STEPS);
    return shortest;
  }

  /// Tries, and writes down what came of it.
  ///
  /// @return what was found for the mutant's own reason
  public Optional<Search.Found<S>> notices(String mutant, Function<S, Shown> play) {
    Set<String> wanted = Zoo.get().rules(mutant);
    var others = new ArrayDeque<S>(); // that show something else
    var own =
        search(
            script -> {
              Shown shown = play.apply(script);
              List<String> naming = shown.naming(wanted);
              if (naming.isEmpty() && !shown.differences().isEmpty() && others.isEmpty()) {
                others.add(script);
              }
              return naming;
            });
    own.or(() -> others.stream().findFirst().map(script -> found(script, play)))
        .ifPresentOrElse(
            found -> killed(mutant, found, play.apply(found.script())),
            () -> evidence.blind(mutant, rung, tries + " scripts"));
    return own;
  }

  private Search.Found<S> found(S script, Function<S, Shown> play) {
    return new Search.Found<>(script, play.apply(script).differences(), tries);
  }

  private void killed(String mutant, Search.Found<S> found, Shown shown) {
    System.out.println(mutant + ": " + shown.rules() + " " + found);
    evidence.killed(
        mutant,
        rung,
        shown.rules(),
        steps.applyAsInt(found.script()),
        found.differences().getFirst());
  }

  private Optional<Search.Found<S>> search(Function<S, List<String>> compare) {
    return Search.forDifference(seed, tries, draw, compare);
  }
}
