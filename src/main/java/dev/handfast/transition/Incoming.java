package dev.handfast.transition;

import dev.handfast.message.Answer;
import dev.handfast.message.Cancel;
import dev.handfast.message.Handshake;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.InjectContext;
import dev.handfast.message.Log;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.PermissionResponse;
import dev.handfast.message.Ping;
import dev.handfast.message.Pong;
import dev.handfast.message.ProtocolError;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskComplete;
import dev.handfast.message.TaskError;
import dev.handfast.message.Unknown;

/// What a message from the peer means as an event, before anybody asks in which state it arrived.
public final class Incoming {
  private Incoming() {}

  /// What a message from the orchestrator means to a worker.
  ///
  /// @param handshakeId the id of the handshake that this connection sent
  public static ClientEvent toWorker(Message message, String handshakeId) {
    return switch (message) {
      case HandshakeAck ack -> verdict(ack, handshakeId);
      case PermissionResponse response -> new ClientEvent.ResponseReceived(response);
      case Cancel cancel -> new ClientEvent.CancelReceived(cancel);
      case InjectContext _ -> new ClientEvent.OrderReceived(message);
      case Handshake _, StatusUpdate _, Log _, TaskComplete _, TaskError _, PermissionRequest _ ->
          foreign(message);
      case Ping _ -> new PingReceived();
      case Pong _ -> new PongReceived();
      case ProtocolError error -> new ProtocolErrorReceived(error.code(), error.message());
      case Unknown unknown -> new UnknownReceived(unknown.type());
    };
  }

  /// What a message from a worker means to the orchestrator.
  public static ServerEvent toOrchestrator(Message message) {
    return switch (message) {
      case Handshake handshake -> new ServerEvent.HandshakeReceived(handshake);
      case StatusUpdate report -> new ServerEvent.ReportReceived(report.childId(), report);
      case Log report -> new ServerEvent.ReportReceived(report.childId(), report);
      case TaskComplete report -> new ServerEvent.ReportReceived(report.childId(), report);
      case TaskError report -> new ServerEvent.ReportReceived(report.childId(), report);
      case PermissionRequest request -> new ServerEvent.PermissionAsked(request);
      case HandshakeAck _, PermissionResponse _, Cancel _, InjectContext _ -> foreign(message);
      case Ping _ -> new PingReceived();
      case Pong _ -> new PongReceived();
      case ProtocolError error -> new ProtocolErrorReceived(error.code(), error.message());
      case Unknown unknown -> new UnknownReceived(unknown.type());
    };
  }

  /// An ack that names another handshake settles nothing of ours (HF-6).
  private static ClientEvent verdict(HandshakeAck ack, String handshakeId) {
    String named = ack.requestId().orElse(handshakeId);
    if (!named.equals(handshakeId)) {
      return new ClientEvent.AckMisaddressed(named, handshakeId);
    }
    return switch (ack.answer()) {
      case Answer.Accepted accepted ->
          new ClientEvent.AckAccepted(
              ack,
              accepted.protocol().isPresent()
                  ? ClientEvent.PeerKind.EXTENDED
                  : ClientEvent.PeerKind.PLAIN);
      case Answer.Refused refused -> new ClientEvent.AckRefused(refused.reason());
    };
  }

  private static WrongDirection foreign(Message message) {
    return new WrongDirection(message.type());
  }
}
