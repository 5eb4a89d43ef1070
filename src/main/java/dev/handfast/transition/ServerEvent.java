package dev.handfast.transition;

import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionRequest;
import java.time.Duration;
import java.util.Map;

/// What can happen to one connection of an orchestrator.
public sealed interface ServerEvent
    permits CommonEvent,
        ServerEvent.TurnedAway,
        ServerEvent.HandshakeReceived,
        ServerEvent.VerdictAccepted,
        ServerEvent.VerdictRefused,
        ServerEvent.ReportReceived,
        ServerEvent.PermissionAsked,
        ServerEvent.ReplyRequested,
        ServerEvent.CloseRequested,
        ServerEvent.Superseded {

  /// The orchestrator has no room for this connection, whoever it is.
  ///
  /// @param reason what is full, for the worker
  record TurnedAway(String reason) implements ServerEvent {}

  /// The worker says who it is.
  ///
  /// @param handshake its frame
  record HandshakeReceived(Handshake handshake) implements ServerEvent {}

  /// The verdict is yes, and the worker's identity is claimed for this connection.
  ///
  /// @param childId the identity that was claimed
  /// @param epoch the number of this session, higher than that of any earlier one (HF-15)
  record VerdictAccepted(String childId, long epoch) implements ServerEvent {}

  /// The verdict is no.
  ///
  /// @param reason why, for the worker
  record VerdictRefused(String reason) implements ServerEvent {}

  /// The worker reports: status, log, result or error.
  ///
  /// @param childId the identity that the frame names
  /// @param report its frame
  record ReportReceived(String childId, Message report) implements ServerEvent {}

  /// The worker asks for permission.
  ///
  /// @param request its frame
  record PermissionAsked(PermissionRequest request) implements ServerEvent {}

  /// A handler answers a permission request.
  ///
  /// @param requestId the request
  /// @param decision the answer
  /// @param send the same, encoded
  record ReplyRequested(String requestId, Decision decision, Send send) implements ServerEvent {}

  /// The owner wants to close.
  ///
  /// @param deadline how long what was accepted may take to leave (HF-12)
  /// @param denials an encoded *deny* for each open request, by its id; none for an id that is too
  ///   long to be repeated (HF-33)
  record CloseRequested(Duration deadline, Map<String, Send> denials) implements ServerEvent {
    /// Takes a copy of the map.
    public CloseRequested {
      denials = Map.copyOf(denials);
    }
  }

  /// A newer connection took over this one's identity (HF-15).
  record Superseded() implements ServerEvent {}
}
