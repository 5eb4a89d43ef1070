package dev.handfast.conformance.walk;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.automatalib.automaton.transducer.impl.CompactMealy;

/// What was gone over so far, noted step by step once the step was seen to be right.
final class Coverage<I> {
  private final Set<Integer> states = new HashSet<>();
  private final Set<Step<I>> transitions = new HashSet<>();
  private final Set<List<Step<I>>> pairs = new HashSet<>();
  private final CompactMealy<I, String> machine;
  private long walks;
  private long steps;

  Coverage(CompactMealy<I, String> machine) {
    this.machine = machine;
  }

  void walk() {
    walks++;
    states.add(machine.getIntInitialState());
  }

  void step(Step<I> step) {
    steps++;
    states.add(step.to());
    transitions.add(step);
  }

  void pair(Step<I> first, Step<I> second) {
    pairs.add(List.of(first, second));
  }

  int missingTransitions() {
    return Step.of(machine).size() - transitions.size();
  }

  long missingPairs() {
    return allPairs() - pairs.size();
  }

  private long allPairs() {
    return Step.of(machine).stream().mapToLong(step -> Step.from(machine, step.to()).size()).sum();
  }

  @Override
  public String toString() {
    return "%d of %d states, %d of %d transitions, %d of %d pairs; %d walks, %d steps"
        .formatted(
            states.size(),
            machine.size(),
            transitions.size(),
            Step.of(machine).size(),
            pairs.size(),
            allPairs(),
            walks,
            steps);
  }
}
