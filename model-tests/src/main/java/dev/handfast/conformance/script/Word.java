package dev.handfast.conformance.script;

/// Something that a scripted orchestrator writes: a frame, half a frame, or rubbish.
public enum Word {
  /// An accepting ack that offers our protocol.
  ACCEPT,
  /// An accepting ack of the original's form.
  ACCEPT_PLAIN,
  /// A refusing ack.
  REFUSE,
  /// `approve` to the first request that arrived here; to nobody's where none has.
  ANSWER_FIRST,
  /// `deny` to the second request that arrived here; to nobody's where none has.
  ANSWER_SECOND,
  /// `approve` to a request that nobody made.
  ANSWER_NOBODY,
  /// The task is called off.
  CANCEL,
  /// A context to know.
  CONTEXT,
  /// A context of 3,000 bytes: over the early limit, under the late one.
  LONG_CONTEXT,
  /// A context of 6,000 bytes: over both limits.
  LONGER_CONTEXT,
  /// A question for a sign of life.
  PING,
  /// A sign of life, asked for or not.
  PONG,
  /// A frame of a type from the future.
  UNKNOWN,
  /// Half a ping, without the rest of its line.
  HALF_PING,
  /// The other half.
  REST_OF_PING,
  /// An empty line.
  BLANK,
  /// `protocol_error`.
  ERROR,
  /// A line that is not JSON.
  NOT_JSON,
  /// A line that is not UTF-8.
  NOT_UTF8,
  /// JSON that is no object.
  ARRAY,
  /// An object with a field twice.
  TWICE,
  /// A frame without an id.
  NO_ID,
  /// An ack that says `"accepted":"true"`.
  ACCEPT_IN_WORDS,
  /// An ack for somebody else's handshake.
  ACCEPT_ANOTHER,
  /// An answer to the first request that is none of the five forms.
  ODD_ANSWER,
  /// A frame that only workers send.
  LOG;

  /// Whether it ends the connection, at least where the handshake is not settled.
  public boolean ends() {
    return switch (this) {
      case REFUSE, LONG_CONTEXT, LONGER_CONTEXT, ERROR, NOT_JSON, NOT_UTF8, ARRAY, TWICE, NO_ID ->
          true;
      case ACCEPT_IN_WORDS, ACCEPT_ANOTHER, ODD_ANSWER, LOG -> true;
      case ACCEPT, ACCEPT_PLAIN, ANSWER_FIRST, ANSWER_SECOND, ANSWER_NOBODY, CANCEL, CONTEXT ->
          false;
      case PING, PONG, UNKNOWN, HALF_PING, REST_OF_PING, BLANK -> false;
    };
  }
}
