package dev.handfast.conformance.replay;

import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Surroundings.Pipe;
import dev.handfast.conformance.script.Surroundings.Room;
import dev.handfast.conformance.script.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the steps of a client's life are spelled in tokens.
///
/// `A` `B` `C` send, `all` send at once, `ask-short` `ask-long`, `cancel0` the first request,
/// `close-short` `close-long`, `hold` in one go, `wait5` seconds; the peer's are `listen`, words
/// such as `ACCEPT+PING` in one piece (`say` for none), `stop-reading`, `read-on`, `end`, `leave`;
/// `break` is the connection's.
final class ClientSpelling {
  private static final String WANTED =
      "a step such as A, all, ask-short, cancel0, wait5, ACCEPT+PING, leave";

  /// Every step that has no number and no words.
  private static final Map<String, Step> FIXED =
      Stream.concat(
              Stream.of(
                  new Step.AllSend(),
                  new Step.Ask(Patience.ASK_SHORT),
                  new Step.Ask(Patience.ASK_LONG),
                  new Step.Close(Patience.CLOSE_SHORT),
                  new Step.Close(Patience.CLOSE_LONG),
                  new Step.Hold(),
                  new Step.Listen(),
                  new Step.Says(List.of()),
                  new Step.StopsReading(),
                  new Step.ReadsOn(),
                  new Step.Ends(),
                  new Step.Leaves(),
                  new Step.Breaks()),
              Arrays.stream(Caller.values()).map(Step.Send::new))
          .collect(Collectors.toMap(ClientSpelling::of, Function.identity()));

  private ClientSpelling() {}

  static String place(Script script) {
    Surroundings in = script.surroundings();
    return "%s/%s/%s/%d".formatted(in.arrival(), in.room(), in.pipe(), in.chunk());
  }

  static String steps(Script script) {
    return script.steps().stream().map(ClientSpelling::of).collect(Collectors.joining(","));
  }

  private static String of(Step step) {
    return switch (step) {
      case Step.Send(Caller caller) -> caller.name();
      case Step.AllSend _ -> "all";
      case Step.Ask(Patience patience) -> "ask-" + of(patience);
      case Step.GiveUp(int request) -> "cancel" + request;
      case Step.Close(Patience patience) -> "close-" + of(patience);
      case Step.Hold _ -> "hold";
      case Step.Wait(int seconds) -> "wait" + seconds;
      case Step.Listen _ -> "listen";
      case Step.Says(List<Word> words) ->
          words.isEmpty() ? "say" : words.stream().map(Word::name).collect(Collectors.joining("+"));
      case Step.StopsReading _ -> "stop-reading";
      case Step.ReadsOn _ -> "read-on";
      case Step.Ends _ -> "end";
      case Step.Leaves _ -> "leave";
      case Step.Breaks _ -> "break";
    };
  }

  private static String of(Patience patience) {
    return switch (patience) {
      case ASK_SHORT, CLOSE_SHORT -> "short";
      case ASK_LONG, CLOSE_LONG -> "long";
    };
  }

  static Script script(String place, List<String> steps) {
    String[] parts = Token.parts(place, 4, "ARRIVAL/ROOM/PIPE/CHUNK");
    var surroundings =
        new Surroundings(
            Token.named("its arrival", parts[0], Arrival.class),
            Token.named("its room", parts[1], Room.class),
            Token.named("its pipe", parts[2], Pipe.class),
            Token.number("its chunk", parts[3], 1, Surroundings.WHOLE));
    var all = new ArrayList<Step>();
    for (String step : steps) {
      all.add(step(all.size() + 1, step));
    }
    return new Script(surroundings, all);
  }

  private static Step step(int number, String spelled) {
    if (FIXED.get(spelled) instanceof Step fixed) {
      return fixed;
    }
    if (spelled.matches("wait[0-9]{1,4}")) {
      return new Step.Wait(Integer.parseInt(spelled.substring("wait".length())));
    }
    if (spelled.matches("cancel[0-9]{1,4}")) {
      return new Step.GiveUp(Integer.parseInt(spelled.substring("cancel".length())));
    }
    if (!spelled.matches("[A-Z0-9_]+(\\+[A-Z0-9_]+)*")) {
      throw Token.badStep(number, spelled, WANTED);
    }
    return new Step.Says(
        Arrays.stream(spelled.split("\\+", -1))
            .map(word -> Token.named("step " + number, word, Word.class))
            .toList());
  }
}
