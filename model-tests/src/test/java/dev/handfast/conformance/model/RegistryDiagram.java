package dev.handfast.conformance.model;

import java.util.List;
import java.util.Map;

/// Draws a way through `Registry.tla`, as [SystemDiagram] does through `System.tla`.
final class RegistryDiagram {
  private static final String HEAD =
      """
      sequenceDiagram
        participant C1 as connection 1
        participant C2 as connection 2
        participant R as register
      """;

  private RegistryDiagram() {}

  static String of(Way way) {
    var all = new StringBuilder(HEAD);
    for (int i = 1; i < way.states().size(); i++) {
      Map<String, Object> before = way.states().get(i - 1).variables();
      Way.State state = way.states().get(i);
      int who = who(before, state.variables());
      all.append(line(state.action(), "C" + who));
      all.append(follow(before, state.variables()));
    }
    return all.toString();
  }

  private static String line(String action, String who) {
    return switch (action) {
      case "Arrives" -> note(who, "shakes hands");
      case "Admits" -> "  %s->>R: claims the childId%n".formatted(who);
      case "IsSuperseded" -> note(who, "is told that a newer one has its childId");
      case "Ends" -> note(who, "ends");
      case "Releases" -> "  %s->>R: gives back its own claim%n".formatted(who);
      case "ReleasesByName" -> "  %s->>R: gives back the name, whoever has it%n".formatted(who);
      case "AdmitsTheDead" -> "  %s->>R: claims the childId, though it has ended%n".formatted(who);
      case "SpeaksAsAnother" -> note(who, "names another childId in a report");
      case "Asks" -> note(who, "asks for permission");
      case "Answers" -> note(who, "its request is answered");
      default -> throw new IllegalArgumentException("no words for the step " + action);
    };
  }

  private static String note(String over, String words) {
    return "  Note over %s: %s%n".formatted(over, words);
  }

  /// The connection that the step changed: the one of whom any variable tells something new.
  private static int who(Map<String, Object> before, Map<String, Object> after) {
    for (String variable : List.of("asked", "epoch", "machine")) {
      List<?> old = (List<?>) before.get(variable);
      List<?> now = (List<?>) after.get(variable);
      for (int i = 0; i < now.size(); i++) {
        if (!now.get(i).equals(old.get(i))) {
          return i + 1;
        }
      }
    }
    for (String variable : List.of("released", "strangers", "superseded")) {
      for (long i = 1; i <= 2; i++) {
        if (((java.util.Set<?>) before.get(variable)).contains(i)
            != ((java.util.Set<?>) after.get(variable)).contains(i)) {
          return (int) i;
        }
      }
    }
    throw new IllegalArgumentException("a step of Registry.tla that changes no connection");
  }

  private static String follow(Map<String, Object> before, Map<String, Object> after) {
    var lines = new StringBuilder();
    List<?> old = (List<?>) before.get("machine");
    List<?> now = (List<?>) after.get("machine");
    for (int i = 0; i < now.size(); i++) {
      Object was = ((Map<?, ?>) old.get(i)).get("name");
      Object is = ((Map<?, ?>) now.get(i)).get("name");
      if (!was.equals(is)) {
        lines.append(note("C" + (i + 1), was + " → " + is));
      }
    }
    if (!before.get("claim").equals(after.get("claim"))) {
      Object holder = ((Map<?, ?>) after.get("claim")).get("holder");
      lines.append(
          note("R", holder.equals(0L) ? "nobody has it" : "connection " + holder + " has it"));
    }
    return lines.toString();
  }
}
