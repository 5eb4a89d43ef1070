package dev.handfast.conformance.replay;

import dev.handfast.conformance.story.Diagram;
import dev.handfast.conformance.story.Played;

/// What somebody sees of something that was played: everywhere the same.
public final class Report {
  private Report() {}

  /// The script, the diagram, the differences, and how to see it again where it was seen.
  public static String text(Recording recording, Played played, Where where) {
    return "%s%n%n%s%n%n%s%n%nagain: handfast replay %s'%s'"
        .formatted(
            recording.told(),
            picture(played),
            verdict(played),
            where.options(),
            new Token(recording));
  }

  private static String picture(Played played) {
    return played.story().moments().isEmpty() ? "(no picture)" : Diagram.of(played.story()).text();
  }

  /// The differences, a line each, or that there are none.
  public static String verdict(Played played) {
    return played.agrees()
        ? "agrees with the reference"
        : "differs:\n  " + String.join("\n  ", played.differences());
  }
}
