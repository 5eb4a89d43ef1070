package dev.handfast.transition;

import dev.handfast.RequestOutcome;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.PermissionResponse;

/// The orders of the worker's machine.
public sealed interface ClientEffect
    permits CommonEffect,
        ClientEffect.Open,
        ClientEffect.TransmitHandshake,
        ClientEffect.AnnounceReady,
        ClientEffect.Answer,
        ClientEffect.EndRequest {

  /// Start one attempt to connect.
  record Open() implements ClientEffect {}

  /// Write the handshake: the machine's own frame, which never waits in the queue (HF-2).
  record TransmitHandshake() implements ClientEffect {}

  /// Tell the owner that the handshake was accepted.
  ///
  /// @param ack the orchestrator's frame
  record AnnounceReady(HandshakeAck ack) implements ClientEffect {}

  /// Give a request its answer (HF-7).
  ///
  /// @param response the orchestrator's frame
  record Answer(PermissionResponse response) implements ClientEffect {}

  /// End a request without an answer (HF-7).
  ///
  /// @param requestId the request
  /// @param outcome how it ended
  record EndRequest(String requestId, RequestOutcome outcome) implements ClientEffect {}
}
