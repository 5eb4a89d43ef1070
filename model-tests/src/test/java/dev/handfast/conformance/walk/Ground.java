package dev.handfast.conformance.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Report;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.script.Shrinkable;
import dev.handfast.evidence.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.automatalib.automaton.transducer.impl.CompactMealy;

/// Goes over a machine in rooms of one kind, and holds it to what was really gone over.
///
/// @param name the kind of room
/// @param machine what is gone over
/// @param rooms in what
/// @param where what is written down can be gone again
/// @param script writes a walk down, so that it can be gone again
/// @param evidence where what was gone over is written down
record Ground<I>(
    String name,
    CompactMealy<I, String> machine,
    Room.Factory<I> rooms,
    Where where,
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

  private Coverage<I> go(List<List<I>> walks) {
    var coverage = new Coverage<>(machine);
    long start = System.nanoTime();
    walks.forEach(stimuli -> go(new Walk<>(stimuli), coverage));
    evidence.figure("walks, " + name, coverage);
    System.out.printf("%s: %s, %d ms%n", name, coverage, (System.nanoTime() - start) / 1_000_000);
    return coverage;
  }

  /// Goes a walk; where something else is seen, fails with the shortest walk that shows it, a
  /// diagram and a token.
  void go(Walk<I> walk, Coverage<I> coverage) {
    walk.in(rooms, machine, coverage)
        .ifPresent(
            difference ->
                fail(
                    "%s: what is seen is not what the machine says%n%s",
                    name, text(shortest(difference))));
  }

  private Walk.Difference<I> shortest(Walk.Difference<I> first) {
    Walk<I> shortest = Shrinkable.shortest(first.walk(), walk -> again(walk).isPresent());
    return again(shortest).orElse(first);
  }

  private Optional<Walk.Difference<I>> again(Walk<I> walk) {
    return walk.in(rooms, machine, new Coverage<>(machine));
  }

  private String text(Walk.Difference<I> difference) {
    WalkScript walk = script.apply(difference.walk().stimuli());
    return Report.text(new Recording.Walked(walk), difference.played(machine), where);
  }
}
