package dev.handfast.conformance.walk;

import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.verdict.ServerBreach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads what was seen of a server at a step as an account of that step.
final class ServerSights {
  private ServerSights() {}

  /// The rules that a difference breaks.
  static SortedSet<String> broken(Walk.Difference<ServerStimulus> difference) {
    var rules =
        new TreeSet<>(ServerBreach.of(account(difference.expected()), account(difference.seen())));
    boolean never = difference.seen().equals(Scene.IMPOSSIBLE);
    if (never && difference.walk().stimuli().getLast() == ServerStimulus.HANDSHAKE_DUE) {
      rules.add("HF-16"); // its deadline was never set
    }
    return rules;
  }

  private static ServerAccount account(String sight) {
    var frames = new ArrayList<String>();
    var heard = new ArrayList<String>();
    String order = "none";
    List<String> parts = List.of(sight.split("; ", -1));
    for (String part : parts.subList(0, parts.size() - 1)) {
      if (part.startsWith("peer reads ")) {
        frames.addAll(list(part, "peer reads "));
      } else if (part.startsWith("program hears ")) {
        heard.addAll(list(part, "program hears "));
      } else if (part.startsWith("accepted") || part.startsWith("refused")) {
        order = part;
      }
    }
    frames.replaceAll(frame -> frame.startsWith("#") ? answer(heard, frame) : frame);
    return new ServerAccount(
        List.of(parts.getLast()),
        Map.of("c0", frames),
        heard.isEmpty() ? Map.of() : Map.of("ann/1", heard),
        Map.of("K", order),
        List.of(),
        0,
        0,
        List.of());
  }

  private static List<String> list(String part, String title) {
    return List.of(part.substring(title.length()).split(", ", -1));
  }

  /// Messages are told by their place alone; what the program hears says what they are.
  private static String answer(List<String> heard, String message) {
    if (heard.contains("answered deny")) {
      return "denial " + message;
    }
    return (heard.contains("answered approve") ? "answer " : "inject_context ") + message;
  }
}
