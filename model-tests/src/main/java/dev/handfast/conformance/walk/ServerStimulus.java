package dev.handfast.conformance.walk;

import dev.handfast.conformance.script.Line;
import java.util.List;

/// What can be done to a server's connection from outside: each can be forced, in memory and on a
/// real socket.
///
/// A worker that waits for its verdict is not read: what it does in that time is up to the kernel.
@SuppressWarnings("ImmutableEnumChecker") // the lists are
public enum ServerStimulus {
  HELLO(Line.HELLO_ANN),
  /// The handshake with the first messages in the same piece.
  HELLO_WITH_MORE(Line.HELLO_ANN, Line.LOG, Line.ASK, Line.LOG),
  HELLO_NOBODY(Line.HELLO_NOBODY),
  LOG(Line.LOG),
  LOG_OF_OTHER(Line.LOG_OF_OTHER),
  ASK(Line.ASK),
  /// A request with the id of the one before.
  ASK_AGAIN(Line.ASK_AGAIN),
  PING(Line.PING),
  PONG(Line.PONG),
  UNKNOWN(Line.UNKNOWN),
  ERROR(Line.ERROR),
  NOT_JSON(Line.NOT_JSON),
  WRONG_DIRECTION(Line.ACK),

  /// The program lets the worker in.
  VERDICT_YES,
  /// The program turns the worker away.
  VERDICT_NO,
  /// The program decides about the oldest request; not while the worker does not read.
  DECIDE,
  /// The program gives an order; a large one while the worker does not read.
  ORDER,
  /// The program ends the session.
  CLOSE,

  /// The worker ends its direction.
  ENDS,
  /// The worker closes.
  LEAVES,
  /// The worker stops reading.
  STOPS_READING,
  /// The worker reads again.
  READS_ON,

  HANDSHAKE_DUE,
  CLOSE_DUE,
  /// The next look at the worker's life, and it was heard of lately.
  KEEPALIVE_DUE,
  /// The next look at the worker's life, and it was silent for too long.
  SILENCE_DUE;

  private final List<Line> lines;

  ServerStimulus(Line... lines) {
    this.lines = List.of(lines);
  }

  /// What the worker says; nothing where the stimulus is another.
  List<Line> lines() {
    return lines;
  }
}
