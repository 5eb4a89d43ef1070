package dev.handfast.conformance.trace;

import dev.handfast.trace.TraceEntry;
import java.util.List;

/// An entry that cannot have happened where it stands.
///
/// @param place where it stands
/// @param side `worker` or `orchestrator`
/// @param connection that side's name of the connection
/// @param state in which state that side was
/// @param entry what it shows, in words
/// @param rule the id in `spec/rules.yaml`, or the section of `spec/PROTOCOL.md`
/// @param why one sentence
/// @param possible what would have been possible there
public record Impossible(
    Place place,
    String side,
    String connection,
    String state,
    String entry,
    String rule,
    String why,
    List<String> possible) {

  /// How much of an entry is quoted: enough for a frame's type and ids.
  private static final int QUOTED = 160;

  static Impossible of(
      Place place, TraceEntry entry, String state, Objection objection, List<String> possible) {
    return new Impossible(
        place,
        entry.role(),
        entry.connection(),
        state,
        words(entry),
        objection.rule(),
        objection.why(),
        possible);
  }

  private static String words(TraceEntry entry) {
    String words =
        entry.event()
            + entry.message().map(message -> " " + message).orElse("")
            + entry.outcome().map(outcome -> " " + outcome).orElse("")
            + entry.frame().or(entry::detail).map(text -> " " + text).orElse("");
    return words.length() <= QUOTED ? words : words.substring(0, QUOTED) + "…";
  }

  /// All of it, as a paragraph.
  public String message() {
    return "%s: %s %s in %s: %s: impossible (%s): %s; possible there: %s"
        .formatted(
            place,
            side,
            connection,
            state,
            entry,
            rule,
            why,
            possible.isEmpty() ? "nothing" : String.join(", ", possible));
  }
}
