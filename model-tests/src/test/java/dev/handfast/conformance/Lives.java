package dev.handfast.conformance;

import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.Menu.Dish;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Draws scripts from the menu; jqwik shrinks their lists of steps and their surroundings.
final class Lives {
  private static final int MOST_EARLY = 6;
  private static final int MOST_LATE = 12;

  /// Longer than a short request or a short close waits, shorter than a peer may be silent.
  private static final List<Step> LATER = List.of(new Step.Wait(5));

  private Lives() {}

  /// Scripts, led to their end, in the surroundings that the predicate takes.
  static Arbitrary<Script> in(Predicate<Surroundings> places) {
    Arbitrary<List<Step>> early = steps(Menu.EARLY).list().ofMaxSize(MOST_EARLY);
    Arbitrary<Step> verdict = steps(Menu.VERDICTS);
    Arbitrary<List<Step>> late = steps(Menu.LATE).list().ofMaxSize(MOST_LATE);
    Arbitrary<Surroundings> where = Arbitraries.of(Menu.PLACES.stream().filter(places).toList());
    Arbitrary<List<Step>> start =
        Arbitraries.frequency(Tuple.of(7, List.of()), Tuple.of(1, List.of(new Step.Hold())));
    Arbitrary<List<Step>> jam =
        Arbitraries.frequency(
            Tuple.of(4, List.of()),
            Tuple.of(
                2,
                List.of(
                    new Step.StopsReading(), new Step.Ask(Patience.ASK_SHORT), new Step.AllSend())),
            Tuple.of(
                2,
                List.of(
                    new Step.StopsReading(),
                    new Step.AllSend(),
                    new Step.Close(Patience.CLOSE_SHORT))));
    Arbitrary<List<Step>> stall =
        Arbitraries.frequency(
            Tuple.of(2, List.of(new Step.StopsReading(), new Step.AllSend())),
            Tuple.of(1, List.of()));
    return Combinators.combine(where, start, early, jam, verdict, stall, late)
        .as(
            (place, first, before, full, decision, stop, after) -> {
              boolean narrow = place.pipe() == Pipe.NARROW;
              var all = new ArrayList<>(first);
              all.addAll(before);
              all.addAll(narrow ? full : List.of()); // what waits will not leave at once
              all.add(decision);
              all.addAll(narrow && !full.isEmpty() ? LATER : List.of());
              all.addAll(narrow ? stop : List.of());
              all.addAll(after);
              return new Script(place, all);
            });
  }

  private static Arbitrary<Step> steps(List<Dish> menu) {
    return Arbitraries.frequency(
        menu.stream().map(dish -> Tuple.of(dish.weight(), dish.step())).toList());
  }
}
