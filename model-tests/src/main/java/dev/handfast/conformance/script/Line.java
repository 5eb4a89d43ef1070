package dev.handfast.conformance.script;

/// Something that a scripted worker writes.
public enum Line {
  /// A handshake as Ann, offering our protocol.
  HELLO_ANN,
  /// A handshake as Bob, of the original's form.
  HELLO_BOB,
  /// A handshake with an empty childId.
  HELLO_NOBODY,
  /// A message under the connection's own childId; Ann's before any handshake.
  LOG,
  /// A message under the other childId.
  LOG_OF_OTHER,
  /// A request with a new id.
  ASK,
  /// A request with the id of the one before.
  ASK_AGAIN,
  /// A question for a sign of life.
  PING,
  /// A sign of life.
  PONG,
  /// A frame of a type from the future.
  UNKNOWN,
  /// `protocol_error`.
  ERROR,
  /// A line that is not JSON.
  NOT_JSON,
  /// A frame that only orchestrators send.
  ACK
}
