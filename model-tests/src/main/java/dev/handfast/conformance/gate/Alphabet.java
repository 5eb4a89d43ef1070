package dev.handfast.conformance.gate;

import static dev.handfast.conformance.script.Step.says;

import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The events of whose orders all are tried: connect, handshake, send, request, close and faults.
final class Alphabet {
  /// Each is in itself harmless; what matters is what it meets.
  private static final List<Step> EVENTS =
      List.of(
          new Step.Send(Caller.A),
          says(Word.ACCEPT),
          new Step.Ask(Patience.ASK_LONG),
          new Step.Close(Patience.CLOSE_LONG),
          says(Word.REFUSE),
          says(Word.PING),
          says(Word.ANSWER_FIRST),
          says(Word.CANCEL),
          new Step.Ends(),
          new Step.Leaves());

  private Alphabet() {}

  /// How many events there are for such a driver.
  static int size(Set<String> features) {
    return events(features).size();
  }

  /// All orders of so many events, one may come several times; what follows the end of the
  /// connection changes nothing and is left out.
  static Stream<Script> words(int length, Set<String> features) {
    return from(List.of(), length, events(features))
        .map(steps -> new Script(Surroundings.PLAIN, steps));
  }

  private static List<Step> events(Set<String> features) {
    return EVENTS.stream()
        .filter(event -> features.contains("requests") || !isAboutRequests(event))
        .toList();
  }

  private static boolean isAboutRequests(Step event) {
    return event instanceof Step.Ask || event.equals(says(Word.ANSWER_FIRST));
  }

  private static Stream<List<Step>> from(List<Step> before, int length, List<Step> events) {
    if (before.size() == length) {
      return Stream.of(before);
    }
    boolean over = !before.isEmpty() && before.getLast() instanceof Step.Leaves;
    return events.stream()
        .filter(event -> !over || event instanceof Step.Own)
        .flatMap(
            event -> {
              var steps = new ArrayList<>(before);
              steps.add(event);
              return from(steps, length, events);
            });
  }
}
