package dev.handfast.transition;

import dev.handfast.CloseCause;
import dev.handfast.Fault;
import dev.handfast.Role;
import dev.handfast.Violation;
import dev.handfast.ViolationCode;
import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionRequest;
import dev.handfast.transition.CommonEffect.AnnounceClosed;
import dev.handfast.transition.CommonEffect.Arm;
import dev.handfast.transition.CommonEffect.Deliver;
import dev.handfast.transition.CommonEffect.Disarm;
import dev.handfast.transition.CommonEffect.HalfClose;
import dev.handfast.transition.CommonEffect.Hangup;
import dev.handfast.transition.CommonEffect.Ignore;
import dev.handfast.transition.CommonEffect.Refuse;
import dev.handfast.transition.CommonEffect.Transmit;
import dev.handfast.transition.CommonEffect.TransmitPing;
import dev.handfast.transition.CommonEffect.TransmitPong;
import dev.handfast.transition.CommonEffect.TransmitProtocolError;
import dev.handfast.transition.CommonEffect.Why;
import dev.handfast.transition.ServerEffect.AnnounceAnswered;
import dev.handfast.transition.ServerEffect.AnnounceJoined;
import dev.handfast.transition.ServerEffect.AnnounceLeft;
import dev.handfast.transition.ServerEffect.Authorize;
import dev.handfast.transition.ServerEffect.GoOnReading;
import dev.handfast.transition.ServerEffect.Release;
import dev.handfast.transition.ServerEffect.StopReading;
import dev.handfast.transition.ServerEffect.TransmitAck;
import dev.handfast.transition.ServerEffect.TransmitRefusal;
import dev.handfast.transition.ServerEvent.CloseRequested;
import dev.handfast.transition.ServerEvent.HandshakeReceived;
import dev.handfast.transition.ServerEvent.PermissionAsked;
import dev.handfast.transition.ServerEvent.ReplyRequested;
import dev.handfast.transition.ServerEvent.ReportReceived;
import dev.handfast.transition.ServerEvent.Superseded;
import dev.handfast.transition.ServerEvent.TurnedAway;
import dev.handfast.transition.ServerEvent.VerdictAccepted;
import dev.handfast.transition.ServerEvent.VerdictRefused;
import dev.handfast.transition.ServerState.Authorizing;
import dev.handfast.transition.ServerState.AwaitingHandshake;
import dev.handfast.transition.ServerState.Closed;
import dev.handfast.transition.ServerState.Draining;
import dev.handfast.transition.ServerState.HalfClosed;
import dev.handfast.transition.ServerState.Joined;
import dev.handfast.transition.ServerState.Registered;
import dev.handfast.transition.ServerState.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The orchestrator's side of the protocol, for one connection: one table that compiles.
///
/// Whatever decides a connection's next state is decided here, and nothing here can see a socket, a
/// clock or a thread. One method per state, one `case` per event, no `default`: a new event does
/// not compile until every state has decided about it.
///
/// - Before [Registered], nothing reaches a handler and nothing can be sent (HF-13, HF-14).
/// - The only way into [Registered] is `register`, on an accepting verdict in [Authorizing].
/// - A request ends with its one answer, or with its session; `drain` leaves none open (HF-33).
/// - A session ends only in `leave`, which settles what was accepted and gives the identity back.
public final class ServerHandshake {
  private ServerHandshake() {}

  /// Decides what follows from one event; pure and total: same arguments, same answer, no
  /// exception.
  public static Step<ServerState, ServerEffect> step(ServerState state, ServerEvent event) {
    return switch (state) {
      case AwaitingHandshake at -> awaitingHandshake(at, event);
      case Authorizing at -> authorizing(at, event);
      case Registered at -> registered(at, event);
      case Draining at -> draining(at, event);
      case HalfClosed at -> halfClosed(at, event);
      case Closed at -> closed(at, event);
    };
  }

  private static Step<ServerState, ServerEffect> awaitingHandshake(
      AwaitingHandshake at, ServerEvent event) {
    return switch (event) {
      case HandshakeReceived(Handshake handshake) ->
          go(
              new Authorizing(handshake.childId(), at.limit()),
              new StopReading(), // HF-27
              new Authorize(handshake));
      case Opened _ -> go(at, new Arm(new Timer.HandshakeDeadline())); // HF-16
      case PingReceived _ -> go(at, new TransmitPong()); // HF-9
      case PongReceived _ -> go(at);
      case UnknownReceived _ -> ignore(at, event);
      case ReportReceived(_, Message report) -> misbehaved(at, early(report.type())); // HF-13
      case PermissionAsked _ -> misbehaved(at, early("permission_request"));
      case WrongDirection(String type) -> misbehaved(at, foreign(type));
      case Malformed(Fault fault) -> misbehaved(at, fault); // HF-17
      case ProtocolErrorReceived(String code, String message) ->
          close(new CloseCause.PeerReported(code, message));
      case HandshakeDeadlinePassed _ -> // HF-16
          refuse("no handshake arrived in time", new CloseCause.HandshakeTimedOut("no handshake"));
      case TurnedAway(String reason) -> refuse(reason, new CloseCause.Refused(reason));
      case CloseRequested _ -> refuse("orchestrator is stopping", new CloseCause.ClosedLocally());
      case ConnectionLost(String detail) ->
          close(new CloseCause.PeerClosed(detail + ", before the handshake"));
      case SendRequested(Send send) -> refuse(at, send);
      case ReplyRequested(String id, _, Send send) -> refuseReply(at, id, send);
      case VerdictAccepted(String childId, long epoch) -> go(at, new Release(childId, epoch));
      case VerdictRefused _, Superseded _, Wrote _, CloseDeadlinePassed _ -> go(at);
      case KeepaliveDue _, PeerFellSilent _ -> go(at);
    };
  }

  /// No frame is taken here (HF-27): the outcome depends neither on how the bytes were cut nor on
  /// how fast the verdict was.
  private static Step<ServerState, ServerEffect> authorizing(Authorizing at, ServerEvent event) {
    return switch (event) {
      case VerdictAccepted verdict -> register(at, verdict); // decides Authorizing → Registered
      case VerdictRefused(String reason) -> refuse(reason, new CloseCause.Refused(reason));
      case Superseded _ -> // HF-15: before its own verdict got here; that one is released later
          refuse("replaced by a newer connection", new CloseCause.Superseded());
      case HandshakeDeadlinePassed _ ->
          refuse(
              "the verdict did not come in time",
              new CloseCause.HandshakeTimedOut(
                  "the verdict on " + at.childId() + " took too long"));
      case CloseRequested _ -> refuse("orchestrator is stopping", new CloseCause.ClosedLocally());
      case ConnectionLost(String detail) ->
          close(new CloseCause.PeerClosed(detail + ", before the verdict"));
      case SendRequested(Send send) -> refuse(at, send);
      case ReplyRequested(String id, _, Send send) -> refuseReply(at, id, send);
      case HandshakeReceived _, ReportReceived _, PermissionAsked _ -> ignore(at, event);
      case PingReceived _, PongReceived _, UnknownReceived _ -> ignore(at, event);
      case ProtocolErrorReceived _, WrongDirection _, Malformed _ -> ignore(at, event);
      case Opened _, TurnedAway _, Wrote _, CloseDeadlinePassed _ -> go(at);
      case KeepaliveDue _, PeerFellSilent _ -> go(at);
    };
  }

  private static Step<ServerState, ServerEffect> registered(Registered at, ServerEvent event) {
    Session session = at.session();
    return switch (event) {
      case ReportReceived(String childId, Message report) when childId.equals(session.childId()) ->
          go(at, new Deliver(report));
      case ReportReceived(String childId, _) -> misbehaved(at, another(session, childId)); // HF-15
      case PermissionAsked(PermissionRequest request) ->
          asked(at, session, request, Registered::new);
      case SendRequested(Send send) -> hand(at, send);
      case ReplyRequested(String id, Decision decision, Send send) when session.asked().has(id) ->
          reply(session, id, decision, send);
      case ReplyRequested(String id, _, Send send) -> refuseReply(at, id, send);
      case Wrote wrote ->
          new Step<>(
              new Registered(session.with(session.outbox().after(wrote))),
              List.copyOf(session.outbox().settled(wrote)));
      case PingReceived _ -> go(at, new TransmitPong()); // HF-9
      case PongReceived _ -> go(at);
      case UnknownReceived _ -> ignore(at, event);
      case KeepaliveDue _ -> go(at, new TransmitPing(), new Arm(new Timer.Keepalive())); // HF-21
      case PeerFellSilent _ -> leave(session, new CloseCause.PeerSilent()); // HF-21
      case Superseded _ -> leave(session, new CloseCause.Superseded()); // HF-15
      case CloseRequested close -> drain(session, close);
      case ConnectionLost(String detail) -> leave(session, new CloseCause.PeerClosed(detail));
      case HandshakeReceived(Handshake again) -> misbehaved(at, second(again)); // HF-2
      case WrongDirection(String type) -> misbehaved(at, foreign(type));
      case Malformed(Fault fault) -> misbehaved(at, fault); // HF-17
      case ProtocolErrorReceived(String code, String message) ->
          leave(session, new CloseCause.PeerReported(code, message));
      case VerdictAccepted(String childId, long epoch) -> go(at, new Release(childId, epoch));
      case Opened _, VerdictRefused _, TurnedAway _ -> go(at);
      case HandshakeDeadlinePassed _, CloseDeadlinePassed _ -> go(at);
    };
  }

  private static Step<ServerState, ServerEffect> draining(Draining at, ServerEvent event) {
    Session session = at.session();
    return switch (event) {
      case Wrote wrote ->
          finish(
              session.with(session.outbox().after(wrote)),
              new ArrayList<>(session.outbox().settled(wrote)));
      case CloseDeadlinePassed _ -> leave(session, new CloseCause.DrainTimedOut());
      case ReportReceived(String childId, Message report) when childId.equals(session.childId()) ->
          go(at, new Deliver(report));
      case ReportReceived(String childId, _) -> misbehaved(at, another(session, childId));
      case PermissionAsked(PermissionRequest request) -> asked(at, session, request, Draining::new);
      case PingReceived _ -> go(at, new TransmitPong()); // HF-9
      case UnknownReceived _ -> ignore(at, event);
      case Superseded _ -> leave(session, new CloseCause.Superseded());
      case ConnectionLost(String detail) -> leave(session, new CloseCause.PeerClosed(detail));
      case SendRequested(Send send) -> refuse(at, send);
      case ReplyRequested(_, _, Send send) -> refuse(at, send);
      case HandshakeReceived(Handshake again) -> misbehaved(at, second(again));
      case WrongDirection(String type) -> misbehaved(at, foreign(type));
      case Malformed(Fault fault) -> misbehaved(at, fault);
      case ProtocolErrorReceived(String code, String message) ->
          leave(session, new CloseCause.PeerReported(code, message));
      case VerdictAccepted(String childId, long epoch) -> go(at, new Release(childId, epoch));
      case Opened _, VerdictRefused _, TurnedAway _, HandshakeDeadlinePassed _ -> go(at);
      case CloseRequested _, PongReceived _, KeepaliveDue _, PeerFellSilent _ -> go(at);
    };
  }

  /// Nothing can be written any more; what the worker had written is still delivered (HF-12).
  private static Step<ServerState, ServerEffect> halfClosed(HalfClosed at, ServerEvent event) {
    Session session = at.session();
    return switch (event) {
      case ConnectionLost _, CloseDeadlinePassed _ ->
          leave(session, new CloseCause.ClosedLocally());
      case ReportReceived(String childId, Message report) when childId.equals(session.childId()) ->
          go(at, new Deliver(report));
      case ReportReceived(String childId, _) -> misbehaved(at, another(session, childId));
      case PermissionAsked(PermissionRequest request) ->
          asked(at, session, request, HalfClosed::new);
      case UnknownReceived _ -> ignore(at, event);
      case Superseded _ -> leave(session, new CloseCause.Superseded());
      case SendRequested(Send send) -> refuse(at, send);
      case ReplyRequested(_, _, Send send) -> refuse(at, send);
      case HandshakeReceived(Handshake again) -> misbehaved(at, second(again));
      case WrongDirection(String type) -> misbehaved(at, foreign(type));
      case Malformed(Fault fault) -> misbehaved(at, fault);
      case ProtocolErrorReceived(String code, String message) ->
          leave(session, new CloseCause.PeerReported(code, message));
      case VerdictAccepted(String childId, long epoch) -> go(at, new Release(childId, epoch));
      case Opened _, VerdictRefused _, TurnedAway _, HandshakeDeadlinePassed _ -> go(at);
      case Wrote _ -> go(at);
      case CloseRequested _, PingReceived _, PongReceived _ -> go(at);
      case KeepaliveDue _, PeerFellSilent _ -> go(at);
    };
  }

  private static Step<ServerState, ServerEffect> closed(Closed at, ServerEvent event) {
    return switch (event) {
      case Opened _ -> go(at, new Hangup()); // HF-25
      case VerdictAccepted(String childId, long epoch) -> go(at, new Release(childId, epoch));
      case SendRequested(Send send) -> // HF-10
          go(at, new Refuse(send.ticket(), new Refusal.NotOpen(at.cause())));
      case ReplyRequested(_, _, Send send) ->
          go(at, new Refuse(send.ticket(), new Refusal.NotOpen(at.cause())));
      case HandshakeReceived _, ReportReceived _, PermissionAsked _ -> ignore(at, event);
      case PingReceived _, PongReceived _, UnknownReceived _ -> ignore(at, event);
      case ProtocolErrorReceived _, WrongDirection _, Malformed _ -> ignore(at, event);
      case VerdictRefused _, TurnedAway _, Superseded _, CloseRequested _ -> go(at);
      case ConnectionLost _, Wrote _, HandshakeDeadlinePassed _, CloseDeadlinePassed _ -> go(at);
      case KeepaliveDue _, PeerFellSilent _ -> go(at);
    };
  }

  // The ways out of a state.

  /// The only way into [Registered]: the ack goes to the writer before anybody can send (HF-14).
  private static Step<ServerState, ServerEffect> register(Authorizing at, VerdictAccepted verdict) {
    var session =
        new Session(
            verdict.childId(),
            verdict.epoch(),
            Outbox.of(PendingQueue.empty(at.limit())),
            Asked.NONE);
    return go(
        new Registered(session),
        new Disarm(new Timer.HandshakeDeadline()),
        new TransmitAck(),
        new AnnounceJoined(verdict.childId(), verdict.epoch()),
        new Arm(new Timer.Keepalive()),
        new GoOnReading());
  }

  private static Step<ServerState, ServerEffect> refuse(String reason, CloseCause cause) {
    return go(
        new Closed(cause), new TransmitRefusal(reason), new Hangup(), new AnnounceClosed(cause));
  }

  private static Step<ServerState, ServerEffect> close(CloseCause cause) {
    return go(new Closed(cause), new Hangup(), new AnnounceClosed(cause));
  }

  private static Step<ServerState, ServerEffect> misbehaved(AwaitingHandshake at, Fault fault) {
    Violation violation = violation(at, fault);
    CloseCause cause = new CloseCause.PeerMisbehaved(violation);
    return go(
        new Closed(cause),
        new TransmitProtocolError(violation),
        new Hangup(),
        new AnnounceClosed(cause));
  }

  private static Step<ServerState, ServerEffect> misbehaved(Joined at, Fault fault) {
    Violation violation = violation(at, fault);
    var effects = new ArrayList<ServerEffect>();
    switch (at) {
      case Registered _, Draining _ -> effects.add(new TransmitProtocolError(violation));
      case HalfClosed _ -> {} // nothing can be written any more
    }
    return leave(effects, at.session(), new CloseCause.PeerMisbehaved(violation));
  }

  /// What is open gets its one answer in this very step: a handler's comes before it and is
  /// accepted, or after it and is refused (HF-33).
  private static Step<ServerState, ServerEffect> drain(Session session, CloseRequested close) {
    var effects = new ArrayList<ServerEffect>();
    effects.add(new Disarm(new Timer.Keepalive()));
    effects.add(new Arm(new Timer.CloseDeadline(close.deadline())));
    Outbox outbox = session.outbox();
    for (PermissionRequest request : session.asked().all()) {
      Send denial = close.denials().get(request.id());
      if (denial != null) {
        outbox = outbox.plus(denial);
        effects.add(new Transmit(denial));
        effects.add(new AnnounceAnswered(request, Decision.deny()));
      }
    }
    return finish(session.with(outbox).with(Asked.NONE), effects);
  }

  /// [Draining] while something is unwritten, then [HalfClosed].
  private static Step<ServerState, ServerEffect> finish(
      Session session, List<ServerEffect> effects) {
    if (!session.outbox().unwritten().isEmpty()) {
      return new Step<>(new Draining(session), effects);
    }
    effects.add(new HalfClose());
    return new Step<>(new HalfClosed(session), effects);
  }

  private static Step<ServerState, ServerEffect> leave(Session session, CloseCause cause) {
    return leave(new ArrayList<>(), session, cause);
  }

  /// The only way out of a session: every accepted message ends here (HF-5), and *left* comes last.
  private static Step<ServerState, ServerEffect> leave(
      List<ServerEffect> effects, Session session, CloseCause cause) {
    effects.add(new Hangup());
    effects.addAll(session.outbox().settled(cause));
    effects.add(new Release(session.childId(), session.epoch()));
    effects.add(new AnnounceLeft(session.childId(), session.epoch(), cause));
    effects.add(new AnnounceClosed(cause));
    return new Step<>(new Closed(cause), effects);
  }

  // The ways to stay.

  private static Step<ServerState, ServerEffect> go(ServerState next, ServerEffect... effects) {
    return new Step<>(next, List.of(effects));
  }

  private static Step<ServerState, ServerEffect> asked(
      Joined at,
      Session session,
      PermissionRequest request,
      Function<Session, ? extends ServerState> here) {
    if (!request.childId().equals(session.childId())) {
      return misbehaved(at, another(session, request.childId()));
    }
    if (session.asked().has(request.id())) {
      return misbehaved(
          at,
          new Fault(
              ViolationCode.DUPLICATE_REQUEST,
              "id",
              request.id(),
              "an id without an open request"));
    }
    return go(here.apply(session.with(session.asked().plus(request))), new Deliver(request));
  }

  /// Hands a message to the writer; what it takes the place of is taken back first (HF-32).
  private static Step<ServerState, ServerEffect> hand(Registered at, Send send) {
    Session session = at.session();
    Outbox outbox = session.outbox();
    return switch (outbox.admit(send)) {
      case Admission.Full _ ->
          go(at, new Refuse(send.ticket(), new Refusal.Full(outbox.unwritten().limit())));
      case Admission.Taken taken -> {
        var effects = new ArrayList<ServerEffect>(taken.withdrawn());
        effects.add(new Transmit(send));
        yield new Step<>(new Registered(session.with(outbox.with(taken.queue()))), effects);
      }
    };
  }

  /// A reply goes out even over the queue's limit: the worker's open requests bound their number.
  private static Step<ServerState, ServerEffect> reply(
      Session session, String id, Decision decision, Send send) {
    return go(
        new Registered(session.answered(id, send)),
        new Transmit(send),
        new AnnounceAnswered(session.asked().get(id), decision));
  }

  private static Step<ServerState, ServerEffect> refuse(ServerState at, Send send) {
    return go(at, new Refuse(send.ticket(), new Refusal.NotOpen(new CloseCause.ClosedLocally())));
  }

  private static Step<ServerState, ServerEffect> refuseReply(
      ServerState at, String requestId, Send send) {
    return go(at, new Refuse(send.ticket(), new Refusal.NobodyAsks(requestId)));
  }

  private static Step<ServerState, ServerEffect> ignore(ServerState at, ServerEvent event) {
    return go(
        at,
        event instanceof UnknownReceived(String type)
            ? new Ignore(Why.UNKNOWN_TYPE, type)
            : new Ignore(Why.NOT_OPEN, event.getClass().getSimpleName()));
  }

  private static Fault early(String type) {
    return new Fault(ViolationCode.HANDSHAKE_EXPECTED, "type", type, "handshake");
  }

  private static Fault second(Handshake again) {
    return new Fault(
        ViolationCode.DUPLICATE_HANDSHAKE,
        "type",
        "handshake of " + again.childId(),
        "no second handshake");
  }

  private static Fault another(Session session, String childId) {
    return new Fault(
        ViolationCode.CHILD_ID_MISMATCH,
        "childId",
        "'" + childId + "'",
        "'" + session.childId() + "'");
  }

  private static Fault foreign(String type) {
    return new Fault(ViolationCode.WRONG_DIRECTION, "type", type, "a type that a worker may send");
  }

  private static Violation violation(ServerState at, Fault fault) {
    return new Violation(Role.WORKER, at.name(), fault);
  }
}
