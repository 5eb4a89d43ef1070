package dev.handfast.cli.states;

import dev.handfast.Fault;
import dev.handfast.ViolationCode;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.message.Answer;
import dev.handfast.message.Cancel;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.InjectContext;
import dev.handfast.message.Json;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.PermissionResponse;
import dev.handfast.message.WorkerIdentity;
import dev.handfast.transition.Ask;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.CloseDeadlinePassed;
import dev.handfast.transition.CommonEvent;
import dev.handfast.transition.ConnectionLost;
import dev.handfast.transition.HandshakeDeadlinePassed;
import dev.handfast.transition.KeepaliveDue;
import dev.handfast.transition.Malformed;
import dev.handfast.transition.Opened;
import dev.handfast.transition.Outbox;
import dev.handfast.transition.PeerFellSilent;
import dev.handfast.transition.PingReceived;
import dev.handfast.transition.PongReceived;
import dev.handfast.transition.ProtocolErrorReceived;
import dev.handfast.transition.Send;
import dev.handfast.transition.SendRequested;
import dev.handfast.transition.ServerEvent;
import dev.handfast.transition.UnknownReceived;
import dev.handfast.transition.WrongDirection;
import dev.handfast.transition.Wrote;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One of everything that can happen to a machine, more than one where the answer depends on it.
final class Stimuli {
  private static final String CHILD = "w-1";
  private static final String OTHER = "w-2";
  private static final String QUESTION = "q-1";
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private Stimuli() {}

  static List<CommonEvent> common() {
    return List.of(
        new Opened(),
        new SendRequested(send(1)),
        new Wrote(0, Outbox.Head.PARTLY),
        new Wrote(1, Outbox.Head.UNTOUCHED),
        new ConnectionLost("end of file"),
        new HandshakeDeadlinePassed(),
        new CloseDeadlinePassed(),
        new KeepaliveDue(),
        new PeerFellSilent(),
        new PingReceived(),
        new PongReceived(),
        new UnknownReceived("unknown"),
        new ProtocolErrorReceived("invalid_json", ""),
        new WrongDirection("log"),
        new Malformed(new Fault(ViolationCode.INVALID_JSON, "frame", "", "")));
  }

  static List<ClientEvent> ofClient() {
    var ack = new HandshakeAck("o-1", 0, Optional.empty(), Answer.accepted());
    return List.of(
        new ClientEvent.Started(),
        new ClientEvent.ConnectRefused("no such file"),
        new ClientEvent.ConnectFailed("permission denied"),
        new ClientEvent.RetryDue(),
        new ClientEvent.RequestMade(new Ask(QUESTION, LIMIT, send(2))),
        new ClientEvent.RequestCancelled(QUESTION),
        new ClientEvent.RequestTimedOut(QUESTION),
        new ClientEvent.CloseRequested(LIMIT),
        new ClientEvent.AckAccepted(ack, ClientEvent.PeerKind.PLAIN),
        new ClientEvent.AckAccepted(ack, ClientEvent.PeerKind.EXTENDED),
        new ClientEvent.AckRefused("no"),
        new ClientEvent.AckMisaddressed("m-9", "m-1"),
        new ClientEvent.ResponseReceived(
            new PermissionResponse("o-2", 0, QUESTION, Decision.approve())),
        new ClientEvent.OrderReceived(new InjectContext("o-3", 0, "", List.of())),
        new ClientEvent.CancelReceived(new Cancel("o-4", 0, Optional.empty())));
  }

  static List<ServerEvent> ofServer() {
    var worker = new WorkerIdentity(CHILD, "", "", "", Optional.empty(), Optional.empty());
    return List.of(
        new ServerEvent.TurnedAway("full"),
        new ServerEvent.HandshakeReceived(new Handshake("m-1", 0, worker, Optional.empty())),
        new ServerEvent.VerdictAccepted(CHILD, 1),
        new ServerEvent.VerdictRefused("no"),
        report(CHILD),
        report(OTHER),
        question(CHILD),
        question(OTHER),
        new ServerEvent.ReplyRequested(QUESTION, Decision.approve(), send(2)),
        new ServerEvent.CloseRequested(LIMIT, Map.of(QUESTION, send(3))),
        new ServerEvent.Superseded());
  }

  private static Send send(long ticket) {
    return new Send(ticket, EncodedFrame.ofText("{}"));
  }

  private static ServerEvent report(String childId) {
    return new ServerEvent.ReportReceived(childId, new Log("m-2", 0, childId, LogLevel.INFO, ""));
  }

  private static ServerEvent question(String childId) {
    var confirmation =
        Confirmation.builder().toolName("bash").input(Json.of("")).isDangerous(false).build();
    return new ServerEvent.PermissionAsked(
        new PermissionRequest(QUESTION, 0, childId, confirmation));
  }
}
