package dev.handfast.conformance.walk;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import net.automatalib.alphabet.impl.Alphabets;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import net.automatalib.util.automaton.Automata;

/// The machine as the outside sees it: stimuli in, sights out, one state for all that behave alike.
final class Observable {
  private Observable() {}

  /// The smallest Mealy machine of a view of the client.
  static CompactMealy<ClientStimulus, String> of(ClientView view) {
    return of(view.scene(), view.alphabet());
  }

  /// The smallest Mealy machine of a scene over an alphabet.
  static <I> CompactMealy<I, String> of(Scene<I> first, Collection<I> alphabet) {
    var inputs = Alphabets.fromCollection(alphabet);
    var all = new CompactMealy<I, String>(inputs);
    var known = new HashMap<Object, Integer>();
    var queue = new ArrayDeque<Map.Entry<Integer, Scene<I>>>();
    known.put(first.key(), all.addIntInitialState());
    queue.add(Map.entry(all.getIntInitialState(), first));
    while (!queue.isEmpty()) {
      var here = queue.remove();
      for (I stimulus : alphabet) {
        Scene<I> next = here.getValue().copy();
        String seen = next.take(stimulus);
        Integer to = known.get(next.key());
        if (to == null) {
          to = all.addIntState();
          known.put(next.key(), to);
          queue.add(Map.entry(to, next));
        }
        all.addTransition(here.getKey(), stimulus, to, seen);
      }
    }
    return Automata.minimize(all, inputs, new CompactMealy<>(inputs));
  }
}
