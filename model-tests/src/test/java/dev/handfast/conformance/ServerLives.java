package dev.handfast.conformance;

import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.ServerMenu;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerStep;
import dev.handfast.conformance.script.ServerStep.Verdict;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Draws scripts for servers from the menu: some arrive, then anything happens, and some servers
/// stop in the middle of it.
final class ServerLives {
  private ServerLives() {}

  /// How somebody arrives.
  private enum Arrival {
    /// And is let in.
    JOINS,
    /// Joins, and asks while its handlers rest.
    JOINS_AND_ASKS,
    /// By the program.
    IS_REFUSED,
    /// The program thinks for longer than the handshake may take.
    GETS_NO_VERDICT
  }

  /// Scripts, without their ends.
  static Arbitrary<ServerScript> all() {
    Arbitrary<List<ServerStep>> arrivals =
        Combinators.combine(
                Arbitraries.frequency(
                    Tuple.of(8, Arrival.JOINS),
                    Tuple.of(2, Arrival.JOINS_AND_ASKS),
                    Tuple.of(1, Arrival.IS_REFUSED),
                    Tuple.of(1, Arrival.GETS_NO_VERDICT)),
                Arbitraries.integers().between(0, ServerScript.CONNECTIONS - 1))
            .as(ServerLives::arriving);
    Arbitrary<ServerStep> step =
        Arbitraries.frequency(
            ServerMenu.DISHES.stream().map(dish -> Tuple.of(dish.weight(), dish.step())).toList());
    Arbitrary<List<ServerStep>> stop =
        Arbitraries.frequency(Tuple.of(2, List.of()), Tuple.of(1, List.of(new ServerStep.Stops())));
    return Combinators.combine(
            Arbitraries.of(ServerMenu.PLACES),
            arrivals.list().ofMaxSize(ServerScript.CONNECTIONS - 1),
            step.list().ofMaxSize(ServerMenu.MOST_STEPS),
            stop)
        .as(
            (place, first, then, end) -> {
              var all = new ArrayList<ServerStep>();
              first.forEach(all::addAll);
              all.addAll(then);
              all.addAll(end);
              return place.with(all);
            });
  }

  private static List<ServerStep> arriving(Arrival how, int connection) {
    List<ServerStep> joining = ServerMenu.joining(connection);
    var steps = new ArrayList<>(joining);
    switch (how) {
      case JOINS -> {}
      case JOINS_AND_ASKS -> {
        steps.add(new ServerStep.HandlersRest(connection));
        steps.add(ServerStep.tells(connection, Line.ASK));
      }
      case IS_REFUSED ->
          steps.set(2, new ServerStep.Decides(ServerMenu.child(connection), Verdict.REFUSE));
      case GETS_NO_VERDICT -> steps.set(2, new ServerStep.Wait(10));
    }
    return steps;
  }
}
