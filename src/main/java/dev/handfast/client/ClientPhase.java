package dev.handfast.client;

import dev.handfast.transition.ClientState;

/// How far a client is, in the specification's words.
public enum ClientPhase {
  /// Nothing has been started.
  IDLE,
  /// Trying to reach the orchestrator; sends are accepted and wait.
  CONNECTING,
  /// The handshake is written; sends are accepted and wait for the verdict.
  AWAITING_ACK,
  /// Closing, but the verdict is not here; no more sends.
  FINISHING,
  /// Accepted by the orchestrator; sends go straight to the writer.
  READY,
  /// Closing, and some messages are not written yet; no more sends.
  DRAINING,
  /// Closing, everything is written; reading what the orchestrator still has to say.
  HALF_CLOSED,
  /// The end.
  CLOSED;

  static ClientPhase of(ClientState state) {
    return switch (state) {
      case ClientState.Idle _ -> IDLE;
      case ClientState.Connecting _ -> CONNECTING;
      case ClientState.AwaitingAck _ -> AWAITING_ACK;
      case ClientState.Finishing _ -> FINISHING;
      case ClientState.Ready _ -> READY;
      case ClientState.Draining _ -> DRAINING;
      case ClientState.HalfClosed _ -> HALF_CLOSED;
      case ClientState.Closed _ -> CLOSED;
    };
  }
}
