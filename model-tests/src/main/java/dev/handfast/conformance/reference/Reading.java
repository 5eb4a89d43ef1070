package dev.handfast.conformance.reference;

import dev.handfast.conformance.script.Word;
import java.util.Optional;

/// Puts words together to lines and says what they mean: sections 2 to 4 of PROTOCOL.md.
final class Reading {
  private Part part = Part.NONE;

  /// What stands in the line so far.
  private enum Part {
    NONE,
    HALF_PING,
    RUBBISH
  }

  /// The meaning of the line that the word ends, if it ends one.
  ///
  /// @param settled whether the handshake is, so that lines may be longer
  Optional<Meaning> of(Word word, boolean settled) {
    if (word == Word.HALF_PING) {
      part = part == Part.NONE ? Part.HALF_PING : Part.RUBBISH;
      return Optional.empty();
    }
    Part before = part;
    part = Part.NONE;
    if (before == Part.HALF_PING && word == Word.REST_OF_PING) {
      return Optional.of(new Meaning.Pings());
    }
    boolean rubbish = before != Part.NONE || word == Word.REST_OF_PING;
    if (word == Word.LONGER_CONTEXT || (word == Word.LONG_CONTEXT && !settled)) {
      return breaks("frame_too_long");
    }
    if (word == Word.NOT_UTF8) {
      return breaks("invalid_utf8");
    }
    return rubbish ? breaks("invalid_json") : Optional.of(meaning(word));
  }

  private static Optional<Meaning> breaks(String code) {
    return Optional.of(new Meaning.Breaks(code));
  }

  private static Meaning meaning(Word word) {
    return switch (word) {
      case ACCEPT -> new Meaning.Accepts(true);
      case ACCEPT_PLAIN -> new Meaning.Accepts(false);
      case ACCEPT_ANOTHER -> new Meaning.AcceptsAnother();
      case REFUSE -> new Meaning.Refuses();
      case ANSWER_FIRST -> new Meaning.Answers(0, "answered approve");
      case ANSWER_SECOND -> new Meaning.Answers(1, "answered deny");
      case ANSWER_NOBODY -> new Meaning.Answers(Integer.MAX_VALUE, "answered approve");
      case CANCEL -> new Meaning.Orders("cancel");
      case CONTEXT -> new Meaning.Orders("context");
      case LONG_CONTEXT, LONGER_CONTEXT -> new Meaning.Orders("long context");
      case PING -> new Meaning.Pings();
      case PONG, BLANK, HALF_PING, REST_OF_PING -> new Meaning.Nothing();
      case UNKNOWN -> new Meaning.Unknown();
      case ERROR -> new Meaning.Reports();
      case NOT_JSON -> new Meaning.Breaks("invalid_json");
      case NOT_UTF8 -> new Meaning.Breaks("invalid_utf8");
      case ARRAY -> new Meaning.Breaks("not_an_object");
      case TWICE -> new Meaning.Breaks("duplicate_field");
      case NO_ID -> new Meaning.Breaks("missing_field");
      case ACCEPT_IN_WORDS -> new Meaning.Breaks("wrong_type");
      case ODD_ANSWER -> new Meaning.Breaks("invalid_value");
      case LOG -> new Meaning.Breaks("wrong_direction");
    };
  }
}
