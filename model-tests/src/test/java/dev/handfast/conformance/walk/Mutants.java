package dev.handfast.conformance.walk;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.automatalib.automaton.transducer.impl.CompactMealy;

/// Machines that are wrong in one place where something can happen, made from the right one.
final class Mutants {
  private Mutants() {}

  private record Cell<I>(int from, I stimulus) {}

  private static <I> Stream<Cell<I>> cells(CompactMealy<I, String> machine) {
    return machine.getStates().stream()
        .flatMap(
            from ->
                Step.from(machine, from).stream()
                    .map(step -> new Cell<>(step.from(), step.stimulus())));
  }

  /// One cell leads to a wrong state.
  static <I> Stream<CompactMealy<I, String>> ofTransfers(CompactMealy<I, String> machine) {
    return cells(machine)
        .flatMap(
            cell ->
                IntStream.range(0, machine.size())
                    .filter(to -> to != machine.getSuccessor(cell.from(), cell.stimulus()))
                    .mapToObj(to -> with(machine, cell, to)));
  }

  /// Of one cell something is seen that is right for the stimulus in another state.
  static <I> Stream<CompactMealy<I, String>> ofOutputs(CompactMealy<I, String> machine) {
    return cells(machine)
        .flatMap(
            cell ->
                sights(machine, cell.stimulus()).stream()
                    .filter(seen -> !seen.equals(machine.getOutput(cell.from(), cell.stimulus())))
                    .map(seen -> with(machine, cell, seen)));
  }

  private static <I> Set<String> sights(CompactMealy<I, String> machine, I stimulus) {
    return machine.getStates().stream()
        .map(state -> machine.getOutput(state, stimulus))
        .filter(seen -> !seen.equals(Scene.IMPOSSIBLE))
        .collect(Collectors.toSet());
  }

  /// One cell leads to a state too many: a twin of the right one, but for one cell, which leads to
  /// the state behind its right one.
  static <I> Stream<CompactMealy<I, String>> ofExtraStates(CompactMealy<I, String> machine) {
    return cells(machine)
        .flatMap(
            cell ->
                Step.from(machine, machine.getSuccessor(cell.from(), cell.stimulus())).stream()
                    .map(wrong -> withTwin(machine, cell, wrong.stimulus())));
  }

  private static <I> CompactMealy<I, String> with(
      CompactMealy<I, String> machine, Cell<I> cell, int to) {
    var mutant = new CompactMealy<>(machine);
    String seen = machine.getOutput(cell.from(), cell.stimulus());
    mutant.setTransition(cell.from(), cell.stimulus(), to, seen);
    return mutant;
  }

  private static <I> CompactMealy<I, String> with(
      CompactMealy<I, String> machine, Cell<I> cell, String seen) {
    var mutant = new CompactMealy<>(machine);
    int to = machine.getSuccessor(cell.from(), cell.stimulus());
    mutant.setTransition(cell.from(), cell.stimulus(), to, seen);
    return mutant;
  }

  private static <I> CompactMealy<I, String> withTwin(
      CompactMealy<I, String> machine, Cell<I> cell, I wrong) {
    int original = machine.getSuccessor(cell.from(), cell.stimulus());
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
