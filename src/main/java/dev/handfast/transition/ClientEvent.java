package dev.handfast.transition;

import dev.handfast.message.Cancel;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionResponse;
import java.time.Duration;

/// What can happen to a worker's connection.
public sealed interface ClientEvent
    permits CommonEvent,
        ClientEvent.Started,
        ClientEvent.ConnectRefused,
        ClientEvent.ConnectFailed,
        ClientEvent.RetryDue,
        ClientEvent.RequestMade,
        ClientEvent.RequestCancelled,
        ClientEvent.RequestTimedOut,
        ClientEvent.CloseRequested,
        ClientEvent.AckAccepted,
        ClientEvent.AckRefused,
        ClientEvent.AckMisaddressed,
        ClientEvent.ResponseReceived,
        ClientEvent.OrderReceived,
        ClientEvent.CancelReceived {

  /// The owner started the client.
  record Started() implements ClientEvent {}

  /// The attempt failed in a way that waiting may mend: no such file, refused, try again.
  ///
  /// @param detail the path and the system's error
  record ConnectRefused(String detail) implements ClientEvent {}

  /// The attempt failed in a way that waiting does not mend.
  ///
  /// @param detail the path and the system's error
  record ConnectFailed(String detail) implements ClientEvent {}

  /// The pause before the next attempt is over.
  record RetryDue() implements ClientEvent {}

  /// The caller makes a request.
  ///
  /// @param ask the request
  record RequestMade(Ask ask) implements ClientEvent {}

  /// The caller no longer wants the answer.
  ///
  /// @param requestId the request
  record RequestCancelled(String requestId) implements ClientEvent {}

  /// The request's time is over.
  ///
  /// @param requestId the request
  record RequestTimedOut(String requestId) implements ClientEvent {}

  /// The owner wants to close.
  ///
  /// @param deadline how long what was accepted may take to leave (HF-12)
  record CloseRequested(Duration deadline) implements ClientEvent {}

  /// The orchestrator accepted the handshake.
  ///
  /// @param ack its frame
  /// @param peer which protocol it speaks
  record AckAccepted(HandshakeAck ack, PeerKind peer) implements ClientEvent {}

  /// The orchestrator refused the handshake.
  ///
  /// @param reason its own words
  record AckRefused(String reason) implements ClientEvent {}

  /// An ack that names another handshake than the one of this connection.
  ///
  /// @param named the handshake that it names
  /// @param wanted the handshake that was sent
  record AckMisaddressed(String named, String wanted) implements ClientEvent {}

  /// The orchestrator answers a request.
  ///
  /// @param response its frame
  record ResponseReceived(PermissionResponse response) implements ClientEvent {}

  /// The orchestrator gives an order that leaves requests alone: `inject_context`.
  ///
  /// @param order its frame
  record OrderReceived(Message order) implements ClientEvent {}

  /// The orchestrator calls the task off, and with it every request that waits (HF-7).
  ///
  /// @param cancel its frame
  record CancelReceived(Cancel cancel) implements ClientEvent {}

  /// Which protocol the orchestrator speaks.
  enum PeerKind {
    /// The original's: its server ignores a ping, so its silence means nothing (HF-26).
    PLAIN,
    /// Ours: its ack carried `protocol`, so it answers a ping.
    EXTENDED
  }
}
