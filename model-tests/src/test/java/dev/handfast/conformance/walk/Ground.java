package dev.handfast.conformance.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Token;
import dev.handfast.evidence.Evidence;
import java.util.List;
import java.util.function.Function;
import net.automatalib.automaton.transducer.impl.CompactMealy;

/// Goes over a machine in rooms of one kind, and holds it to what was really gone over.
///
/// @param name the kind of room
/// @param machine what is gone over
/// @param rooms where
/// @param script writes a walk down, so that it can be gone again
/// @param evidence where what was gone over is written down
record Ground<I>(
    String name,
    CompactMealy<I, String> machine,
    Room.Factory<I> rooms,
    Function<List<I>, WalkScript> script,
    Evidence evidence) {

  /// Every transition.
  void everyTransition() {
    Coverage<I> coverage = go(Walks.overTransitions(machine));
    assertThat(coverage.missingTransitions()).as(coverage::toString).isZero();
  }

  /// Every pair of transitions, and so every transition.
  void everyPair() {
    Coverage<I> coverage = go(Walks.overPairs(machine));
    assertThat(coverage.missingTransitions()).as(coverage::toString).isZero();
    assertThat(coverage.missingPairs()).as(coverage::toString).isZero();
  }

  /// Certain words.
  void each(List<List<I>> words) {
    var _ = go(words);
  }

  private String again(Walk.Difference<I> difference) {
    WalkScript walk = script.apply(difference.walk().stimuli());
    return "again: handfast replay --both '%s'".formatted(new Token(new Recording.Walked(walk)));
  }

  private Coverage<I> go(List<List<I>> walks) {
    var coverage = new Coverage<>(machine);
    long start = System.nanoTime();
    for (List<I> stimuli : walks) {
      new Walk<>(stimuli)
          .in(rooms, machine, coverage)
          .ifPresent(
              difference ->
                  fail(
                      "%s: what is seen is not what the machine says%n%s%n%s",
                      name, difference, again(difference)));
    }
    evidence.figure("walks, " + name, coverage);
    System.out.printf("%s: %s, %d ms%n", name, coverage, (System.nanoTime() - start) / 1_000_000);
    return coverage;
  }
}
