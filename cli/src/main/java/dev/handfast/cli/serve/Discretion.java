package dev.handfast.cli.serve;

import dev.handfast.CloseCause;
import dev.handfast.FailureCause;
import dev.handfast.Violation;
import dev.handfast.trace.Redaction;

/// Whether the words of people, models and tools are told to whoever reads the events.
enum Discretion {
  /// Everything as it came.
  TELLS_ALL,
  /// Kinds, states, counts, ids and tools' names; of any text only how long it was.
  KEEPS_WORDS_BACK;

  private static final Redaction REDACTION = Redaction.ofAllText();

  /// A JSON object, such as a message as it is on the wire.
  String object(String json) {
    return switch (this) {
      case TELLS_ALL -> json;
      case KEEPS_WORDS_BACK -> REDACTION.apply(json);
    };
  }

  /// Text that may quote somebody.
  String text(String quoting) {
    return switch (this) {
      case TELLS_ALL -> quoting;
      case KEEPS_WORDS_BACK -> "[removed: %d characters]".formatted(quoting.length());
    };
  }

  String cause(CloseCause cause) {
    return switch (this) {
      case TELLS_ALL -> cause.message();
      case KEEPS_WORDS_BACK -> cause.summary();
    };
  }

  String cause(FailureCause cause) {
    return switch (this) {
      case TELLS_ALL -> cause.message();
      case KEEPS_WORDS_BACK -> cause.summary();
    };
  }

  String cause(Violation violation) {
    return switch (this) {
      case TELLS_ALL -> violation.message();
      case KEEPS_WORDS_BACK -> violation.summary();
    };
  }
}
