package dev.handfast.conformance.reference;

/// How far a worker's connection is: section 6.1 of PROTOCOL.md.
enum Phase {
  CONNECTING("Connecting"),
  AWAITING_ACK("AwaitingAck"),
  FINISHING_CONNECTING("Finishing"),
  FINISHING_AWAITING_ACK("Finishing"),
  READY("Ready"),
  DRAINING("Draining"),
  HALF_CLOSED("HalfClosed"),
  CLOSED("Closed");

  private final String shown;

  Phase(String shown) {
    this.shown = shown;
  }

  /// The specification's name.
  String shown() {
    return shown;
  }

  /// Whether bytes are read.
  boolean reads() {
    return switch (this) {
      case AWAITING_ACK, FINISHING_AWAITING_ACK, READY, DRAINING, HALF_CLOSED -> true;
      case CONNECTING, FINISHING_CONNECTING, CLOSED -> false;
    };
  }

  /// Whether the handshake was accepted and the connection stands.
  boolean isSession() {
    return switch (this) {
      case READY, DRAINING, HALF_CLOSED -> true;
      case CONNECTING, AWAITING_ACK, FINISHING_CONNECTING, FINISHING_AWAITING_ACK, CLOSED -> false;
    };
  }

  boolean isFinishing() {
    return this == FINISHING_CONNECTING || this == FINISHING_AWAITING_ACK;
  }

  /// Whether sends are accepted, if there is room.
  boolean accepts() {
    return this == CONNECTING || this == AWAITING_ACK || this == READY;
  }
}
