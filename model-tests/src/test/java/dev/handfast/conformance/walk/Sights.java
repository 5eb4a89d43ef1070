package dev.handfast.conformance.walk;

import java.util.regex.Pattern;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import net.automatalib.util.automaton.Automata;

/// What is seen, in the words of a model.
final class Sights {
  /// The code of a violation, and what the program has decided.
  private static final Pattern DETAIL =
      Pattern.compile("(?<=protocol_error|PeerMisbehaved) [a-z_]+|(?<=answered) (approve|deny)");

  private Sights() {}

  /// Without what no model says.
  static String abstracted(String sight) {
    return DETAIL.matcher(sight).replaceAll("");
  }

  /// The same rooms, of which only that is seen.
  static <I> Room.Factory<I> abstracted(Room.Factory<I> rooms) {
    return () -> {
      Room<I> room = rooms.open();
      return new Room<>() {
        @Override
        public String take(I stimulus, String expected) {
          return abstracted(room.take(stimulus, expected));
        }

        @Override
        public void close() {
          room.close();
        }
      };
    };
  }

  /// The same machine, of which only that is seen.
  static <I> CompactMealy<I, String> abstracted(CompactMealy<I, String> machine) {
    var abstracted = new CompactMealy<>(machine);
    for (int state : machine.getStates()) {
      for (I stimulus : machine.getInputAlphabet()) {
        abstracted.setTransition(
            state,
            stimulus,
            machine.getSuccessor(state, stimulus),
            abstracted(machine.getOutput(state, stimulus)));
      }
    }
    var inputs = machine.getInputAlphabet();
    return Automata.minimize(abstracted, inputs, new CompactMealy<>(inputs));
  }
}
