package dev.handfast.conformance.walk;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.automatalib.automaton.transducer.impl.CompactMealy;

/// Machines that are wrong in one place where something can happen, made from the right one.
final class Mutants {
  private Mutants() {}

  /// A wrong machine.
  ///
  /// @param cell the step of the right machine that is wrong in it
  /// @param machine all of it
  record Mutant<I>(Step<I> cell, CompactMealy<I, String> machine) {}

  /// One cell leads to a wrong state.
  static <I> Stream<Mutant<I>> ofTransfers(CompactMealy<I, String> machine) {
    return Step.of(machine).stream()
        .flatMap(
            cell ->
                IntStream.range(0, machine.size())
                    .filter(to -> to != cell.to())
                    .mapToObj(to -> with(machine, cell, to)));
  }

  /// Of one cell something is seen that is right for the stimulus in another state.
  static <I> Stream<Mutant<I>> ofOutputs(CompactMealy<I, String> machine) {
    return Step.of(machine).stream()
        .flatMap(
            cell ->
                sights(machine, cell.stimulus()).stream()
                    .filter(seen -> !seen.equals(machine.getOutput(cell.from(), cell.stimulus())))
                    .map(seen -> with(machine, cell, seen)));
  }

  static <I> Set<String> sights(CompactMealy<I, String> machine, I stimulus) {
    return machine.getStates().stream()
        .map(state -> machine.getOutput(state, stimulus))
        .filter(seen -> !seen.equals(Scene.IMPOSSIBLE))
        .collect(Collectors.toSet());
  }

  /// One cell leads to a state too many: a twin of the right one, but for one cell, which leads to
  /// the state behind its right one.
  static <I> Stream<Mutant<I>> ofExtraStates(CompactMealy<I, String> machine) {
    return Step.of(machine).stream()
        .flatMap(
            cell ->
                Step.from(machine, cell.to()).stream()
                    .map(wrong -> withTwin(machine, cell, wrong.stimulus())));
  }

  private static <I> Mutant<I> with(CompactMealy<I, String> machine, Step<I> cell, int to) {
    return with(machine, cell, to, machine.getOutput(cell.from(), cell.stimulus()));
  }

  private static <I> Mutant<I> with(CompactMealy<I, String> machine, Step<I> cell, String seen) {
    return with(machine, cell, cell.to(), seen);
  }

  private static <I> Mutant<I> with(
      CompactMealy<I, String> machine, Step<I> cell, int to, String seen) {
    var mutant = new CompactMealy<>(machine);
    mutant.setTransition(cell.from(), cell.stimulus(), to, seen);
    return new Mutant<>(cell, mutant);
  }

  private static <I> Mutant<I> withTwin(CompactMealy<I, String> machine, Step<I> cell, I wrong) {
    int original = cell.to();
    var mutant = new CompactMealy<>(machine);
    int twin = mutant.addIntState();
    for (I stimulus : machine.getInputAlphabet()) {
      int right = machine.getSuccessor(original, stimulus);
      int to = stimulus.equals(wrong) ? (right + 1) % machine.size() : right;
      mutant.setTransition(twin, stimulus, to, machine.getOutput(original, stimulus));
    }
    return with(mutant, cell, twin);
  }
}
