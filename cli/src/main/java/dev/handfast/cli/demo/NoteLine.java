package dev.handfast.cli.demo;

import dev.handfast.cli.demo.Note.Barrier;
import dev.handfast.cli.demo.Note.Ending;
import dev.handfast.cli.demo.Note.Outcome;
import dev.handfast.cli.demo.Speaker.Verdict;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// A note as one line of JSON, and back; the name of the first field tells which note it is.
final class NoteLine {
  private NoteLine() {}

  static String of(Note note) {
    return switch (note) {
      case Note.Reached(Barrier barrier) -> FlatJson.of("barrier", word(barrier));
      case Note.Moved(String name) -> FlatJson.of("state", name);
      case Note.Accepted(String id, int number, String type, String phase) ->
          FlatJson.of(
              "accepted", id, "number", String.valueOf(number), "type", type, "phase", phase);
      case Note.Refused(int number, String type, String phase, String reason) ->
          FlatJson.of(
              "refused", type, "number", String.valueOf(number), "phase", phase, "reason", reason);
      case Note.Settled(String id, Outcome outcome, String cause) ->
          FlatJson.of("settled", id, "outcome", word(outcome), "cause", cause);
      case Note.Judged(Verdict verdict) -> FlatJson.of("verdict", word(verdict));
      case Note.Ended(Ending ending, String cause) ->
          FlatJson.of("ended", word(ending), "cause", cause);
    };
  }

  /// The note of a line; empty where the line is something else that a process prints.
  static Optional<Note> read(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return note(FlatJson.read(line));
    } catch (IllegalArgumentException | JacksonException _) {
      return Optional.empty();
    }
  }

  private static Optional<Note> note(Map<String, String> fields) {
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<String, String> first = fields.entrySet().iterator().next();
    String value = first.getValue();
    return switch (first.getKey()) {
      case "barrier" -> Optional.of(new Note.Reached(constant(Barrier.class, value)));
      case "state" -> Optional.of(new Note.Moved(value));
      case "accepted" ->
          Optional.of(
              new Note.Accepted(
                  value, number(fields), field(fields, "type"), field(fields, "phase")));
      case "refused" ->
          Optional.of(
              new Note.Refused(
                  number(fields), value, field(fields, "phase"), field(fields, "reason")));
      case "settled" ->
          Optional.of(
              new Note.Settled(
                  value,
                  constant(Outcome.class, field(fields, "outcome")),
                  field(fields, "cause")));
      case "verdict" -> Optional.of(new Note.Judged(constant(Verdict.class, value)));
      case "ended" ->
          Optional.of(new Note.Ended(constant(Ending.class, value), field(fields, "cause")));
      default -> Optional.empty();
    };
  }

  private static int number(Map<String, String> fields) {
    return Integer.parseInt(field(fields, "number"));
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("note: wanted the field " + name + ", got " + fields);
    }
    return value;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
