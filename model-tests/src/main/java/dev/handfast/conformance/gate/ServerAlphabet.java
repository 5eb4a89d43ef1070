package dev.handfast.conformance.gate;

import static dev.handfast.conformance.script.ServerStep.tells;

import dev.handfast.conformance.script.Child;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerScript.Duplicates;
import dev.handfast.conformance.script.ServerStep;
import dev.handfast.conformance.script.ServerStep.Verdict;
import dev.handfast.conformance.script.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The events of whose orders all are tried with a server: two workers of one name, somebody who
/// says nothing, verdicts, reports, requests, orders and the stop.
final class ServerAlphabet {
  private static final ServerStep RESTS = new ServerStep.HandlersRest(0);

  /// Each is in itself harmless; what matters is what it meets.
  private static final List<List<ServerStep>> EVENTS =
      List.of(
          arrives(0),
          List.of(new ServerStep.Decides(Child.ANN, Verdict.ACCEPT)),
          List.of(tells(0, Line.LOG)),
          List.of(tells(0, Line.ASK)),
          List.of(new ServerStep.Leaves(0)),
          arrives(1),
          List.of(tells(1, Line.LOG)),
          List.of(new ServerStep.Orders(Child.ANN)),
          List.of(new ServerStep.Broadcasts()),
          List.of(new ServerStep.Stops()),
          List.of(new ServerStep.Connects(2)),
          List.of(tells(2, Line.LOG)),
          List.of(new ServerStep.Decides(Child.ANN, Verdict.REFUSE)),
          List.of(RESTS));

  private ServerAlphabet() {}

  private static List<ServerStep> arrives(int connection) {
    return List.of(new ServerStep.Connects(connection), tells(connection, Line.HELLO_ANN));
  }

  /// How many events there are for such a driver.
  static int size(Set<String> features) {
    return events(features).size();
  }

  /// All orders of so many events, one may come several times; what would change nothing where it
  /// stands is left out. What becomes of two workers of one name is tried both ways.
  static Stream<ServerScript> words(int length, Set<String> features) {
    return from(List.of(), length, events(features))
        .flatMap(
            steps ->
                places(features, steps)
                    .map(
                        duplicates ->
                            new ServerScript(
                                duplicates, ServerScript.CONNECTIONS, Surroundings.WHOLE, steps)));
  }

  private static Stream<Duplicates> places(Set<String> features, List<ServerStep> steps) {
    return features.contains("replacing") && steps.contains(new ServerStep.Connects(1))
        ? Stream.of(Duplicates.values())
        : Stream.of(Duplicates.REJECT);
  }

  private static List<List<ServerStep>> events(Set<String> features) {
    return EVENTS.stream().filter(event -> isKnown(event.getLast(), features)).toList();
  }

  private static boolean isKnown(ServerStep step, Set<String> features) {
    return switch (step) {
      case ServerStep.Decides _ -> features.contains("verdicts");
      case ServerStep.HandlersRest _ -> features.contains("requests");
      case ServerStep.Tells(_, List<Line> lines) ->
          features.contains("requests") || !lines.contains(Line.ASK);
      default -> true;
    };
  }

  private static Stream<List<ServerStep>> from(
      List<ServerStep> before, int left, List<List<ServerStep>> events) {
    if (left == 0) {
      return Stream.of(before);
    }
    return events.stream()
        .filter(event -> matters(before, event.getFirst()))
        .flatMap(
            event -> {
              var steps = new ArrayList<>(before);
              steps.addAll(event);
              return from(steps, left - 1, events);
            });
  }

  private static boolean matters(List<ServerStep> before, ServerStep next) {
    boolean stopped = before.contains(new ServerStep.Stops());
    return switch (next) {
      case ServerStep.Connects(int number) ->
          !stopped
              && !before.contains(next)
              && (number != 1 || before.contains(new ServerStep.Connects(0)));
      case ServerStep.Tells(int number, _) -> isThere(before, number);
      case ServerStep.Leaves(int number) -> isThere(before, number);
      case ServerStep.HandlersRest(int number) -> isThere(before, number) && !before.contains(next);
      case ServerStep.Decides _ -> !stopped && decided(before) < arrived(before);
      case ServerStep.Stops _ -> !stopped;
      case ServerStep.Orders _, ServerStep.Broadcasts _ -> true;
      case ServerStep.Ends _, ServerStep.HandlersWork _, ServerStep.Wait _ -> true;
    };
  }

  private static boolean isThere(List<ServerStep> before, int number) {
    return before.contains(new ServerStep.Connects(number))
        && !before.contains(new ServerStep.Leaves(number));
  }

  private static long arrived(List<ServerStep> before) {
    return before.stream()
        .filter(
            step ->
                step instanceof ServerStep.Tells(_, var lines) && lines.contains(Line.HELLO_ANN))
        .count();
  }

  private static long decided(List<ServerStep> before) {
    return before.stream().filter(ServerStep.Decides.class::isInstance).count();
  }
}
