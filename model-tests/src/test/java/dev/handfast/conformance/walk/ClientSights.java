package dev.handfast.conformance.walk;

import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.verdict.Breach;
import dev.handfast.conformance.verdict.Deeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads what was seen of a client at a step as an account of that step.
final class ClientSights {
  private static final Pattern REQUEST =
      Pattern.compile("answered .*|timed out|cancelled|called off|lost: .*");

  private static final Predicate<String> WITHDRAWN =
      Pattern.compile("failed: (timed out|cancelled)").asMatchPredicate();

  private ClientSights() {}

  /// The rules that a difference breaks.
  static SortedSet<String> broken(Walk.Difference<ClientStimulus> difference) {
    Deeds deeds = Deeds.none();
    for (ClientStimulus stimulus : difference.walk().stimuli()) {
      deeds =
          switch (stimulus) {
            case SEND -> deeds.send(false);
            case ASK -> deeds.send(true);
            case GIVE_UP, GIVE_UP_SECOND -> deeds.giveUp();
            case CLOSE -> deeds.close();
            case ACCEPT, ACCEPT_PLAIN, ACCEPT_WITH_ORDERS, REFUSE, ACCEPT_ANOTHER ->
                deeds.say(stimulus.words());
            case ANSWER, ANSWER_SECOND, ANSWER_NOBODY, CANCEL, CONTEXT, PING, PING_IN_TWO -> deeds;
            case PONG, UNKNOWN, ERROR, NOT_JSON, WRONG_DIRECTION -> deeds;
            case RETRY_FINDS_NOBODY, RETRY_FINDS_PEER, RETRY_FINDS_A_FILE -> deeds;
            case STOPS_READING -> deeds.stall();
            case ENDS, LEAVES, READS_ON -> deeds;
            case HANDSHAKE_DUE, CLOSE_DUE, REQUEST_DUE, KEEPALIVE_DUE, SILENCE_DUE -> deeds;
          };
    }
    Account expected = account(difference.expected());
    Account seen = account(difference.seen());
    SortedSet<String> rules = Breach.of(deeds, expected, seen);
    if (expected.outcomes().values().stream().anyMatch(WITHDRAWN)
        && seen.outcomes().values().stream().noneMatch(WITHDRAWN)) {
      rules.add("HF-8"); // it has ended, and its message still waits to leave
    }
    return rules;
  }

  private static Account account(String sight) {
    var calls = new ArrayList<String>();
    List<String> frames = List.of();
    List<String> callbacks = List.of();
    Map<String, String> outcomes = new HashMap<>();
    Map<String, String> requests = new HashMap<>();
    long counted = 0;
    List<String> parts = List.of(sight.split("; ", -1));
    for (String part : parts.subList(0, parts.size() - 1)) {
      if (part.startsWith("peer reads ")) {
        frames = list(part, "peer reads ").stream().map(ClientSights::frame).toList();
      } else if (part.startsWith("program hears ")) {
        callbacks = list(part, "program hears ");
      } else if (part.startsWith("counted ")) {
        counted = Long.parseLong(part.substring("counted ".length()));
      } else if (part.startsWith("#")) {
        for (String ended : list(part, "")) {
          int space = ended.indexOf(' ');
          String end = ended.substring(space + 1);
          (REQUEST.matcher(end).matches() ? requests : outcomes)
              .put(ended.substring(0, space), end);
        }
      } else {
        calls.add(part);
      }
    }
    return new Account(
        List.of(parts.getLast()),
        calls,
        frames,
        outcomes,
        requests,
        callbacks,
        List.of(),
        counted,
        0,
        List.of());
  }

  private static List<String> list(String part, String title) {
    return List.of(part.substring(title.length()).split(", ", -1));
  }

  /// Messages are told by their place alone.
  private static String frame(String frame) {
    return frame.startsWith("#") ? "log " + frame : frame;
  }
}
