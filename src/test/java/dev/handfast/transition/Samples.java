package dev.handfast.transition;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One of every event, with messages that are easy to recognise.
final class Samples {
  static final Duration LONG = Duration.ofMinutes(5);
  static final Duration DEADLINE = Duration.ofSeconds(3);
  static final String CHILD = "w-1";

  private Samples() {}

  static Send send(long ticket) {
    return new Send(ticket, EncodedFrame.ofText("{\"n\":" + ticket + "}"));
  }

  /// A message that may be dropped, and drops others.
  static Send loose(long ticket) {
    return new Send(ticket, send(ticket).frame(), Send.Loss.HARMLESS, Send.WhenFull.DROPS_OLDEST);
  }

  /// A message that is never dropped, and drops others.
  static Send pressing(long ticket) {
    return new Send(ticket, send(ticket).frame(), Send.Loss.FORBIDDEN, Send.WhenFull.DROPS_OLDEST);
  }

  /// A request whose id is its ticket's.
  static Ask ask(long ticket) {
    return new Ask("r-" + ticket, LONG, send(ticket));
  }

  static ClientEvent.AckAccepted accepted(ClientEvent.PeerKind peer) {
    return new ClientEvent.AckAccepted(
        new HandshakeAck("o-1", 0, Optional.empty(), Answer.accepted()), peer);
  }

  static ClientEvent.ResponseReceived response(long ticket) {
    return new ClientEvent.ResponseReceived(
        new PermissionResponse("o-2", 0, "r-" + ticket, Decision.approve()));
  }

  static ClientEvent.OrderReceived order() {
    return new ClientEvent.OrderReceived(new InjectContext("o-3", 0, "context", List.of()));
  }

  static ClientEvent.CancelReceived cancel() {
    return new ClientEvent.CancelReceived(new Cancel("o-4", 0, Optional.of("enough")));
  }

  static ServerEvent.HandshakeReceived handshake() {
    var worker = new WorkerIdentity(CHILD, "/tmp", "main", "t", Optional.empty(), Optional.empty());
    return new ServerEvent.HandshakeReceived(new Handshake("m-1", 0, worker, Optional.empty()));
  }

  static ServerEvent.ReportReceived report(String childId) {
    return new ServerEvent.ReportReceived(
        childId, new Log("m-2", 0, childId, LogLevel.INFO, "hello"));
  }

  static ServerEvent.PermissionAsked question(String childId, String id) {
    var confirmation =
        Confirmation.builder()
            .toolName("bash")
            .input(Json.of(Map.of("command", "ls")))
            .isDangerous(false)
            .build();
    return new ServerEvent.PermissionAsked(new PermissionRequest(id, 0, childId, confirmation));
  }

  static Malformed malformed() {
    return new Malformed(new Fault(ViolationCode.INVALID_JSON, "frame", "x", "JSON"));
  }

  /// One of each event of either role; the messages have the given ticket.
  static List<CommonEvent> common(long ticket) {
    return List.of(
        new Opened(),
        new SendRequested(send(ticket)),
        new Wrote(0, Outbox.Head.PARTLY),
        new ConnectionLost("end of file"),
        new HandshakeDeadlinePassed(),
        new CloseDeadlinePassed(),
        new KeepaliveDue(),
        new PeerFellSilent(),
        new PingReceived(),
        new PongReceived(),
        new UnknownReceived("telepathy"),
        new ProtocolErrorReceived("invalid_json", "no"),
        new WrongDirection("log"),
        malformed());
  }

  /// One of each of the worker's own events; the request is the one with the given ticket.
  static List<ClientEvent> ofClient(long ticket) {
    return List.of(
        new ClientEvent.Started(),
        new ClientEvent.ConnectRefused("no such file"),
        new ClientEvent.ConnectFailed("permission denied"),
        new ClientEvent.RetryDue(),
        new ClientEvent.RequestMade(ask(ticket)),
        new ClientEvent.RequestCancelled("r-" + ticket),
        new ClientEvent.RequestTimedOut("r-" + ticket),
        new ClientEvent.CloseRequested(DEADLINE),
        accepted(ClientEvent.PeerKind.PLAIN),
        accepted(ClientEvent.PeerKind.EXTENDED),
        new ClientEvent.AckRefused("no room"),
        new ClientEvent.AckMisaddressed("m-9", "m-1"),
        response(ticket),
        order(),
        cancel());
  }

  /// One of each of the orchestrator's own events.
  static List<ServerEvent> ofServer(long ticket) {
    return List.of(
        new ServerEvent.TurnedAway("full"),
        handshake(),
        new ServerEvent.VerdictAccepted(CHILD, 7),
        new ServerEvent.VerdictRefused("no"),
        report(CHILD),
        report("w-2"),
        question(CHILD, "q-1"),
        question("w-2", "q-1"),
        new ServerEvent.ReplyRequested("q-1", Decision.approve(), send(ticket)),
        new ServerEvent.CloseRequested(DEADLINE, Map.of("q-1", send(ticket))),
        new ServerEvent.Superseded());
  }
}
