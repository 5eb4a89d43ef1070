package dev.handfast.conformance.walk;

import java.util.ArrayList;
import java.util.List;
import net.automatalib.automaton.transducer.impl.CompactMealy;

/// A transition of a machine: a stimulus that is possible in a state.
///
/// @param from the state
/// @param stimulus what is done
/// @param to the next state
record Step<I>(int from, I stimulus, int to) {

  /// All steps that a machine can take.
  static <I> List<Step<I>> of(CompactMealy<I, String> machine) {
    var steps = new ArrayList<Step<I>>();
    for (int state : machine.getStates()) {
      steps.addAll(from(machine, state));
    }
    return steps;
  }

  /// All steps that it can take in a state.
  static <I> List<Step<I>> from(CompactMealy<I, String> machine, int state) {
    var steps = new ArrayList<Step<I>>();
    for (I stimulus : machine.getInputAlphabet()) {
      if (!machine.getOutput(state, stimulus).equals(Scene.IMPOSSIBLE)) {
        steps.add(new Step<>(state, stimulus, machine.getSuccessor(state, stimulus)));
      }
    }
    return steps;
  }
}
