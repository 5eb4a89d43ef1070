package dev.handfast.conformance.replay;

import dev.handfast.conformance.script.Child;
import dev.handfast.conformance.script.Line;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerScript.Duplicates;
import dev.handfast.conformance.script.ServerStep;
import dev.handfast.conformance.script.ServerStep.Verdict;
import dev.handfast.conformance.script.Surroundings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How the steps of a server's life are spelled in tokens.
///
/// `c0=connect`, `c0=HELLO_ANN+LOG` in one piece (`c0=say` for nothing), `c0=end`, `c0=leave`,
/// `c0=rest` and `c0=work` of its handlers, `ann=accept`, `ann=refuse`, `ann=order`, `broadcast`,
/// `stop`, `wait5` seconds.
final class ServerSpelling {
  private static final String WANTED =
      "a step such as c0=connect, c0=HELLO_ANN+LOG, ann=accept, broadcast, wait5";

  /// 1,000 connections are more than any script has.
  private static final int MOST_CONNECTIONS = 1_000;

  /// Every step that has no number and no lines.
  private static final Map<String, ServerStep> FIXED =
      Stream.concat(
              Stream.concat(
                  IntStream.range(0, ServerScript.CONNECTIONS)
                      .boxed()
                      .flatMap(ServerSpelling::ofOne),
                  Arrays.stream(Child.values()).flatMap(ServerSpelling::ofChild)),
              Stream.of(new ServerStep.Broadcasts(), new ServerStep.Stops()))
          .collect(Collectors.toMap(ServerSpelling::of, Function.identity()));

  private ServerSpelling() {}

  private static Stream<ServerStep> ofOne(int connection) {
    return Stream.of(
        new ServerStep.Connects(connection),
        new ServerStep.Tells(connection, List.of()),
        new ServerStep.Ends(connection),
        new ServerStep.Leaves(connection),
        new ServerStep.HandlersRest(connection),
        new ServerStep.HandlersWork(connection));
  }

  private static Stream<ServerStep> ofChild(Child child) {
    return Stream.of(
        new ServerStep.Decides(child, Verdict.ACCEPT),
        new ServerStep.Decides(child, Verdict.REFUSE),
        new ServerStep.Orders(child));
  }

  static String place(ServerScript script) {
    return "%s/%d/%d".formatted(script.duplicates(), script.limit(), script.chunk());
  }

  static String steps(ServerScript script) {
    return script.steps().stream().map(ServerSpelling::of).collect(Collectors.joining(","));
  }

  private static String of(ServerStep step) {
    return switch (step) {
      case ServerStep.Connects(int at) -> "c" + at + "=connect";
      case ServerStep.Tells(int at, List<Line> lines) ->
          "c"
              + at
              + "="
              + (lines.isEmpty()
                  ? "say"
                  : lines.stream().map(Line::name).collect(Collectors.joining("+")));
      case ServerStep.Ends(int at) -> "c" + at + "=end";
      case ServerStep.Leaves(int at) -> "c" + at + "=leave";
      case ServerStep.HandlersRest(int at) -> "c" + at + "=rest";
      case ServerStep.HandlersWork(int at) -> "c" + at + "=work";
      case ServerStep.Decides(Child child, Verdict verdict) ->
          child.id()
              + switch (verdict) {
                case ACCEPT -> "=accept";
                case REFUSE -> "=refuse";
              };
      case ServerStep.Orders(Child child) -> child.id() + "=order";
      case ServerStep.Broadcasts _ -> "broadcast";
      case ServerStep.Stops _ -> "stop";
      case ServerStep.Wait(int seconds) -> "wait" + seconds;
    };
  }

  static ServerScript script(String place, List<String> steps) {
    String[] parts = Token.parts(place, 3, "DUPLICATES/LIMIT/CHUNK");
    Duplicates duplicates = Token.named("its duplicates", parts[0], Duplicates.class);
    int limit = Token.number("its limit", parts[1], 1, MOST_CONNECTIONS);
    int chunk = Token.number("its chunk", parts[2], 1, Surroundings.WHOLE);
    var all = new ArrayList<ServerStep>();
    for (String step : steps) {
      all.add(step(all.size() + 1, step));
    }
    return new ServerScript(duplicates, limit, chunk, all);
  }

  private static ServerStep step(int number, String spelled) {
    if (FIXED.get(spelled) instanceof ServerStep fixed) {
      return fixed;
    }
    if (spelled.matches("wait[0-9]{1,4}")) {
      return new ServerStep.Wait(Integer.parseInt(spelled.substring("wait".length())));
    }
    if (!spelled.matches("c[0-9]=[A-Z0-9_]+(\\+[A-Z0-9_]+)*")) {
      throw Token.badStep(number, spelled, WANTED);
    }
    int connection =
        Token.number("step " + number, spelled.substring(1, 2), 0, ServerScript.CONNECTIONS - 1);
    return new ServerStep.Tells(
        connection,
        Arrays.stream(spelled.substring(3).split("\\+", -1))
            .map(line -> Token.named("step " + number, line, Line.class))
            .toList());
  }
}
