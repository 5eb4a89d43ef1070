package dev.handfast.transition;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.Fault;
import dev.handfast.QueueLimit;
import dev.handfast.RequestOutcome;
import dev.handfast.Role;
import dev.handfast.Violation;
import dev.handfast.ViolationCode;
import dev.handfast.message.Cancel;
import dev.handfast.message.PermissionResponse;
import dev.handfast.transition.ClientEffect.AnnounceReady;
import dev.handfast.transition.ClientEffect.Answer;
import dev.handfast.transition.ClientEffect.EndRequest;
import dev.handfast.transition.ClientEffect.Open;
import dev.handfast.transition.ClientEffect.TransmitHandshake;
import dev.handfast.transition.ClientEvent.AckAccepted;
import dev.handfast.transition.ClientEvent.AckMisaddressed;
import dev.handfast.transition.ClientEvent.AckRefused;
import dev.handfast.transition.ClientEvent.CancelReceived;
import dev.handfast.transition.ClientEvent.CloseRequested;
import dev.handfast.transition.ClientEvent.ConnectFailed;
import dev.handfast.transition.ClientEvent.ConnectRefused;
import dev.handfast.transition.ClientEvent.OrderReceived;
import dev.handfast.transition.ClientEvent.RequestCancelled;
import dev.handfast.transition.ClientEvent.RequestMade;
import dev.handfast.transition.ClientEvent.RequestTimedOut;
import dev.handfast.transition.ClientEvent.ResponseReceived;
import dev.handfast.transition.ClientEvent.RetryDue;
import dev.handfast.transition.ClientEvent.Started;
import dev.handfast.transition.ClientState.AwaitingAck;
import dev.handfast.transition.ClientState.Closed;
import dev.handfast.transition.ClientState.Connecting;
import dev.handfast.transition.ClientState.Draining;
import dev.handfast.transition.ClientState.Finishing;
import dev.handfast.transition.ClientState.HalfClosed;
import dev.handfast.transition.ClientState.Idle;
import dev.handfast.transition.ClientState.Opening;
import dev.handfast.transition.ClientState.Ready;
import dev.handfast.transition.ClientState.Session;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The worker's side of the protocol: one table that compiles.
///
/// Whatever decides a worker's next state is decided here, and nothing here can see a socket, a
/// clock or a thread. One method per state, one `case` per event, no `default`: a new event does
/// not compile until every state has decided about it.
///
/// - Before [Ready], what is sent waits in the state (HF-1, HF-3); the handshake itself is an
///   effect and never waits there (HF-2).
/// - The only way into [Ready] is `open`, on an accepting ack in [AwaitingAck].
/// - The only way into [Closed] is `close`, which settles everything that was accepted (HF-5).
public final class ClientHandshake {
  /// The time of a request that waits is over.
  private static final Withdrawal EXPIRY =
      new Withdrawal(new RequestOutcome.TimedOut(), new FailureCause.WithdrawnOnTimeout());

  /// The caller of a request that waits no longer wants it.
  private static final Withdrawal CANCELLATION =
      new Withdrawal(new RequestOutcome.Cancelled(), new FailureCause.WithdrawnOnCancel());

  private ClientHandshake() {}

  /// What a withdrawn request is told, and what its message.
  private record Withdrawal(RequestOutcome outcome, FailureCause cause) {}

  /// Decides what follows from one event; pure and total: same arguments, same answer, no
  /// exception.
  public static Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
    return switch (state) {
      case Idle at -> idle(at, event);
      case Connecting at -> connecting(at, event);
      case AwaitingAck at -> awaitingAck(at, event);
      case Finishing at -> finishing(at, event);
      case Ready at -> ready(at, event);
      case Draining at -> draining(at, event);
      case HalfClosed at -> halfClosed(at, event);
      case Closed at -> closed(at, event);
    };
  }

  private static Step<ClientState, ClientEffect> idle(Idle at, ClientEvent event) {
    return switch (event) {
      case Started _ ->
          go(
              new Connecting(at.waiting(), 0, "not tried yet"),
              new Arm(new Timer.HandshakeDeadline()),
              new Open());
      case SendRequested(Send send) -> hold(at, at.waiting(), send, Idle::new);
      case RequestMade(Ask ask) -> hold(at, at.waiting(), ask, Idle::new);
      case RequestTimedOut(String id) -> withdraw(at, at.waiting(), id, EXPIRY, Idle::new);
      case RequestCancelled(String id) -> withdraw(at, at.waiting(), id, CANCELLATION, Idle::new);
      case CloseRequested _ -> close(at.waiting(), new CloseCause.ClosedLocally());
      case AckAccepted _, AckRefused _, AckMisaddressed _ -> ignore(at, event);
      case ResponseReceived _, OrderReceived _, CancelReceived _ -> ignore(at, event);
      case PingReceived _, PongReceived _, UnknownReceived _ -> ignore(at, event);
      case ProtocolErrorReceived _, WrongDirection _, Malformed _ -> ignore(at, event);
      case Opened _, ConnectRefused _, ConnectFailed _, ConnectionLost _, Wrote _ -> go(at);
      case RetryDue _, HandshakeDeadlinePassed _, CloseDeadlinePassed _ -> go(at);
      case KeepaliveDue _, PeerFellSilent _ -> go(at);
    };
  }

  private static Step<ClientState, ClientEffect> connecting(Connecting at, ClientEvent event) {
    Function<Waiting, Connecting> here =
        waiting -> new Connecting(waiting, at.failures(), at.obstacle());
    return switch (event) {
      case Opened _ -> go(new AwaitingAck(at.waiting()), new TransmitHandshake()); // HF-2
      case ConnectRefused(String obstacle) ->
          go(
              new Connecting(at.waiting(), at.failures() + 1, obstacle),
              new Arm(new Timer.RetryDelay(at.failures() + 1)));
      case RetryDue _ -> go(at, new Open());
      case ConnectFailed(String detail) ->
          close(at.waiting(), new CloseCause.ConnectFailed(detail));
      case HandshakeDeadlinePassed _ ->
          close(
              at.waiting(),
              new CloseCause.HandshakeTimedOut(
                  "not connected after %d attempts, the last one: %s; is the orchestrator running?"
                      .formatted(at.failures(), at.obstacle())));
      case SendRequested(Send send) -> hold(at, at.waiting(), send, here);
      case RequestMade(Ask ask) -> hold(at, at.waiting(), ask, here);
      case RequestTimedOut(String id) -> withdraw(at, at.waiting(), id, EXPIRY, here);
      case RequestCancelled(String id) -> withdraw(at, at.waiting(), id, CANCELLATION, here);
      case CloseRequested close -> finish(at, close);
      case AckAccepted _, AckRefused _, AckMisaddressed _ -> ignore(at, event);
      case ResponseReceived _, OrderReceived _, CancelReceived _ -> ignore(at, event);
      case PingReceived _, PongReceived _, UnknownReceived _ -> ignore(at, event);
      case ProtocolErrorReceived _, WrongDirection _, Malformed _ -> ignore(at, event);
      case Started _, ConnectionLost _, Wrote _, CloseDeadlinePassed _ -> go(at);
      case KeepaliveDue _, PeerFellSilent _ -> go(at);
    };
  }

  private static Step<ClientState, ClientEffect> awaitingAck(AwaitingAck at, ClientEvent event) {
    return switch (event) {
      case AckAccepted ack -> open(at, ack); // the line that decides AwaitingAck → Ready
      case AckRefused(String reason) -> close(at.waiting(), new CloseCause.Refused(reason));
      case HandshakeDeadlinePassed _ ->
          close(
              at.waiting(),
              new CloseCause.HandshakeTimedOut("connected, but the orchestrator gave no verdict"));
      case ConnectionLost(String detail) ->
          close(at.waiting(), new CloseCause.PeerClosed(detail + ", before the verdict"));
      case SendRequested(Send send) -> hold(at, at.waiting(), send, AwaitingAck::new); // HF-1, HF-3
      case RequestMade(Ask ask) -> hold(at, at.waiting(), ask, AwaitingAck::new);
      case RequestTimedOut(String id) -> withdraw(at, at.waiting(), id, EXPIRY, AwaitingAck::new);
      case RequestCancelled(String id) ->
          withdraw(at, at.waiting(), id, CANCELLATION, AwaitingAck::new);
      case CloseRequested close -> finish(at, close);
      case PingReceived _ -> go(at, new TransmitPong()); // HF-9
      case PongReceived _ -> go(at);
      case UnknownReceived _ -> ignore(at, event);
      case AckMisaddressed(String named, String wanted) ->
          misbehaved(at, new Fault(ViolationCode.INVALID_VALUE, "requestId", named, wanted));
      case OrderReceived(var order) -> misbehaved(at, early(order.type()));
      case CancelReceived _ -> misbehaved(at, early(Cancel.TYPE));
      case ResponseReceived _ -> misbehaved(at, early(PermissionResponse.TYPE));
      case WrongDirection(String type) -> misbehaved(at, foreign(type));
      case Malformed(Fault fault) -> misbehaved(at, fault);
      case ProtocolErrorReceived(String code, String message) ->
          close(at.waiting(), new CloseCause.PeerReported(code, message));
      case Started _, Opened _, ConnectRefused _, ConnectFailed _, RetryDue _ -> go(at);
      case Wrote _, CloseDeadlinePassed _, KeepaliveDue _, PeerFellSilent _ -> go(at);
    };
  }

  /// The handshake goes on as if nobody had asked to close; then everything is flushed (HF-12).
  private static Step<ClientState, ClientEffect> finishing(Finishing at, ClientEvent event) {
    return switch (event) {
      case AckAccepted _ ->
          switch (at.before()) {
            case Connecting _ -> ignore(at, event);
            case AwaitingAck before -> flush(before);
          };
      case SendRequested(Send send) -> refuse(at, send, new CloseCause.ClosedLocally());
      case RequestMade(Ask ask) -> refuse(at, ask.send(), new CloseCause.ClosedLocally());
      case CloseRequested _ -> go(at);
      case CloseDeadlinePassed _ -> close(at.before().waiting(), new CloseCause.DrainTimedOut());
      case Opened _, ConnectRefused _, ConnectFailed _, RetryDue _ -> asBefore(at, event);
      case ConnectionLost _, HandshakeDeadlinePassed _ -> asBefore(at, event);
      case AckRefused _, AckMisaddressed _ -> asBefore(at, event);
      case RequestTimedOut _, RequestCancelled _ -> asBefore(at, event);
      case PingReceived _, PongReceived _, UnknownReceived _ -> asBefore(at, event);
      case OrderReceived _, CancelReceived _, ResponseReceived _ -> asBefore(at, event);
      case WrongDirection _, Malformed _, ProtocolErrorReceived _ -> asBefore(at, event);
      case Started _, Wrote _, KeepaliveDue _, PeerFellSilent _ -> go(at);
    };
  }

  private static Step<ClientState, ClientEffect> ready(Ready at, ClientEvent event) {
    Session session = at.session();
    QueueLimit limit = session.outbox().unwritten().limit();
    return switch (event) {
      case SendRequested(Send send) -> hand(at, send, session.asks(), List.of());
      case RequestMade(Ask ask) when session.asks().isFull(limit) -> refuse(at, ask.send(), limit);
      case RequestMade(Ask ask) ->
          hand(at, ask.send(), session.asks().plus(ask), List.of(new Arm(timeout(ask))));
      case Wrote wrote ->
          new Step<>(
              new Ready(new Session(session.outbox().after(wrote), session.asks())),
              List.copyOf(session.outbox().settled(wrote)));
      case ResponseReceived response -> answer(at, session, response, Ready::new);
      case RequestTimedOut(String id) ->
          end(at, session, id, new RequestOutcome.TimedOut(), Ready::new);
      case RequestCancelled(String id) ->
          end(at, session, id, new RequestOutcome.Cancelled(), Ready::new);
      case OrderReceived(var order) -> go(at, new Deliver(order));
      case CancelReceived(Cancel cancel) -> callOff(session, cancel, Ready::new);
      case PingReceived _ -> go(at, new TransmitPong()); // HF-9
      case KeepaliveDue _ -> go(at, new TransmitPing(), new Arm(new Timer.Keepalive())); // HF-21
      case PeerFellSilent _ -> close(session, new CloseCause.PeerSilent()); // HF-21
      case CloseRequested close -> drain(session, close);
      case ConnectionLost(String detail) -> close(session, new CloseCause.PeerClosed(detail));
      case AckAccepted _, AckRefused _, AckMisaddressed _ -> ignoreAck(at); // HF-6
      case UnknownReceived _ -> ignore(at, event);
      case PongReceived _ -> go(at);
      case WrongDirection(String type) -> misbehaved(at, session, foreign(type));
      case Malformed(Fault fault) -> misbehaved(at, session, fault);
      case ProtocolErrorReceived(String code, String message) ->
          close(session, new CloseCause.PeerReported(code, message));
      case Started _, Opened _, ConnectRefused _, ConnectFailed _, RetryDue _ -> go(at);
      case HandshakeDeadlinePassed _, CloseDeadlinePassed _ -> go(at);
    };
  }

  private static Step<ClientState, ClientEffect> draining(Draining at, ClientEvent event) {
    Session session = at.session();
    return switch (event) {
      case Wrote wrote -> drained(session, wrote);
      case CloseDeadlinePassed _ -> close(session, new CloseCause.DrainTimedOut());
      case SendRequested(Send send) -> refuse(at, send, new CloseCause.ClosedLocally());
      case RequestMade(Ask ask) -> refuse(at, ask.send(), new CloseCause.ClosedLocally());
      case ResponseReceived response -> answer(at, session, response, Draining::new);
      case RequestTimedOut(String id) ->
          end(at, session, id, new RequestOutcome.TimedOut(), Draining::new);
      case RequestCancelled(String id) ->
          end(at, session, id, new RequestOutcome.Cancelled(), Draining::new);
      case OrderReceived(var order) -> go(at, new Deliver(order));
      case CancelReceived(Cancel cancel) -> callOff(session, cancel, Draining::new);
      case PingReceived _ -> go(at, new TransmitPong()); // HF-9
      case ConnectionLost(String detail) -> close(session, new CloseCause.PeerClosed(detail));
      case AckAccepted _, AckRefused _, AckMisaddressed _ -> ignoreAck(at); // HF-6
      case UnknownReceived _ -> ignore(at, event);
      case WrongDirection(String type) -> misbehaved(at, session, foreign(type));
      case Malformed(Fault fault) -> misbehaved(at, session, fault);
      case ProtocolErrorReceived(String code, String message) ->
          close(session, new CloseCause.PeerReported(code, message));
      case CloseRequested _, PongReceived _, KeepaliveDue _, PeerFellSilent _ -> go(at);
      case Started _, Opened _, ConnectRefused _, ConnectFailed _, RetryDue _ -> go(at);
      case HandshakeDeadlinePassed _ -> go(at);
    };
  }

  /// Nothing can be written any more; what the orchestrator had written is still read (HF-12).
  private static Step<ClientState, ClientEffect> halfClosed(HalfClosed at, ClientEvent event) {
    Session session = at.session();
    return switch (event) {
      case ConnectionLost _, CloseDeadlinePassed _ ->
          close(session, new CloseCause.ClosedLocally());
      case ResponseReceived response -> answer(at, session, response, HalfClosed::new);
      case RequestTimedOut(String id) ->
          end(at, session, id, new RequestOutcome.TimedOut(), HalfClosed::new);
      case RequestCancelled(String id) ->
          end(at, session, id, new RequestOutcome.Cancelled(), HalfClosed::new);
      case OrderReceived(var order) -> go(at, new Deliver(order));
      case CancelReceived(Cancel cancel) -> callOff(session, cancel, HalfClosed::new);
      case SendRequested(Send send) -> refuse(at, send, new CloseCause.ClosedLocally());
      case RequestMade(Ask ask) -> refuse(at, ask.send(), new CloseCause.ClosedLocally());
      case AckAccepted _, AckRefused _, AckMisaddressed _ -> ignoreAck(at); // HF-6
      case UnknownReceived _ -> ignore(at, event);
      case WrongDirection(String type) ->
          close(session, new CloseCause.PeerMisbehaved(violation(at, foreign(type))));
      case Malformed(Fault fault) ->
          close(session, new CloseCause.PeerMisbehaved(violation(at, fault)));
      case ProtocolErrorReceived(String code, String message) ->
          close(session, new CloseCause.PeerReported(code, message));
      case Wrote _, CloseRequested _, PingReceived _, PongReceived _ -> go(at);
      case KeepaliveDue _, PeerFellSilent _, HandshakeDeadlinePassed _ -> go(at);
      case Started _, Opened _, ConnectRefused _, ConnectFailed _, RetryDue _ -> go(at);
    };
  }

  private static Step<ClientState, ClientEffect> closed(Closed at, ClientEvent event) {
    return switch (event) {
      case Opened _ -> go(at, new Hangup()); // HF-25: a late connection must not leak
      case SendRequested(Send send) -> refuse(at, send, at.cause()); // HF-10
      case RequestMade(Ask ask) -> refuse(at, ask.send(), at.cause());
      case AckAccepted _, AckRefused _, AckMisaddressed _ -> ignore(at, event);
      case ResponseReceived _, OrderReceived _, CancelReceived _ -> ignore(at, event);
      case PingReceived _, PongReceived _, UnknownReceived _ -> ignore(at, event);
      case ProtocolErrorReceived _, WrongDirection _, Malformed _ -> ignore(at, event);
      case Started _, ConnectRefused _, ConnectFailed _, RetryDue _, ConnectionLost _ -> go(at);
      case Wrote _, CloseRequested _, RequestTimedOut _, RequestCancelled _ -> go(at);
      case HandshakeDeadlinePassed _, CloseDeadlinePassed _ -> go(at);
      case KeepaliveDue _, PeerFellSilent _ -> go(at);
    };
  }

  // The ways out of a state.

  /// The only way into [Ready]: what waited goes to the writer, in order, before anything later.
  private static Step<ClientState, ClientEffect> open(AwaitingAck at, AckAccepted accepted) {
    var effects = new ArrayList<ClientEffect>();
    effects.add(new Disarm(new Timer.HandshakeDeadline()));
    effects.add(new AnnounceReady(accepted.ack()));
    at.waiting().queue().toList().forEach(send -> effects.add(new Transmit(send))); // HF-3
    switch (accepted.peer()) {
      case PLAIN -> {} // HF-26: its server ignores a ping, so none is sent
      case EXTENDED -> effects.add(new Arm(new Timer.Keepalive()));
    }
    return new Step<>(new Ready(opened(at.waiting())), effects);
  }

  /// The way out of [Finishing] on an accepting ack: what waited is written, then the end.
  private static Step<ClientState, ClientEffect> flush(AwaitingAck at) {
    var effects = new ArrayList<ClientEffect>();
    effects.add(new Disarm(new Timer.HandshakeDeadline()));
    at.waiting().queue().toList().forEach(send -> effects.add(new Transmit(send)));
    return leave(opened(at.waiting()), effects);
  }

  private static Session opened(Waiting waiting) {
    return new Session(Outbox.of(waiting.queue()), waiting.asks());
  }

  /// Asked to close before the verdict: go on if anything waits for it, or else end at once.
  private static Step<ClientState, ClientEffect> finish(Opening at, CloseRequested close) {
    return at.waiting().queue().isEmpty()
        ? close(at.waiting(), new CloseCause.ClosedLocally())
        : go(new Finishing(at), new Arm(new Timer.CloseDeadline(close.deadline())));
  }

  /// Lets the state that is being finished decide, and goes on while something waits for the ack.
  private static Step<ClientState, ClientEffect> asBefore(Finishing at, ClientEvent event) {
    Step<ClientState, ClientEffect> step = step(at.before(), event);
    if (!(step.next() instanceof Opening opening)) {
      return step;
    }
    boolean emptied =
        opening.waiting().queue().isEmpty() && !at.before().waiting().queue().isEmpty();
    return emptied
        ? close(
            new ArrayList<>(step.effects()),
            opened(opening.waiting()),
            new CloseCause.ClosedLocally())
        : new Step<>(new Finishing(opening), step.effects());
  }

  private static Step<ClientState, ClientEffect> drain(Session session, CloseRequested close) {
    var effects = new ArrayList<ClientEffect>();
    effects.add(new Disarm(new Timer.Keepalive()));
    effects.add(new Arm(new Timer.CloseDeadline(close.deadline())));
    return leave(session, effects);
  }

  private static Step<ClientState, ClientEffect> drained(Session session, Wrote wrote) {
    return leave(
        new Session(session.outbox().after(wrote), session.asks()),
        new ArrayList<>(session.outbox().settled(wrote)));
  }

  /// [Draining] while something is unwritten, then [HalfClosed].
  private static Step<ClientState, ClientEffect> leave(
      Session session, List<ClientEffect> effects) {
    if (!session.outbox().unwritten().isEmpty()) {
      return new Step<>(new Draining(session), effects);
    }
    effects.add(new HalfClose());
    return new Step<>(new HalfClosed(session), effects);
  }

  private static Step<ClientState, ClientEffect> misbehaved(AwaitingAck at, Fault fault) {
    Violation violation = violation(at, fault);
    return closeTelling(violation, opened(at.waiting()));
  }

  private static Step<ClientState, ClientEffect> misbehaved(
      ClientState at, Session session, Fault fault) {
    return closeTelling(violation(at, fault), session);
  }

  private static Step<ClientState, ClientEffect> closeTelling(
      Violation violation, Session session) {
    var effects = new ArrayList<ClientEffect>();
    effects.add(new TransmitProtocolError(violation));
    return close(effects, session, new CloseCause.PeerMisbehaved(violation));
  }

  private static Step<ClientState, ClientEffect> close(Waiting waiting, CloseCause cause) {
    return close(opened(waiting), cause);
  }

  private static Step<ClientState, ClientEffect> close(Session session, CloseCause cause) {
    return close(new ArrayList<>(), session, cause);
  }

  /// The only way into [Closed]: every accepted message and every request ends here (HF-5, HF-7).
  private static Step<ClientState, ClientEffect> close(
      List<ClientEffect> effects, Session session, CloseCause cause) {
    effects.add(new Hangup());
    effects.addAll(session.outbox().settled(cause));
    for (Ask ask : session.asks().all()) {
      effects.add(new EndRequest(ask.requestId(), new RequestOutcome.Lost(cause)));
    }
    effects.add(new AnnounceClosed(cause));
    return new Step<>(new Closed(cause), effects);
  }

  // The ways to stay.

  private static Step<ClientState, ClientEffect> go(ClientState next, ClientEffect... effects) {
    return new Step<>(next, List.of(effects));
  }

  /// Check and enqueueing are this one step, so no send slips past the flush or behind it (HF-3).
  private static Step<ClientState, ClientEffect> hold(
      ClientState at, Waiting waiting, Send send, Function<Waiting, ? extends ClientState> here) {
    return switch (waiting.admit(send)) {
      case Admission.Full _ -> refuse(at, send, waiting.queue().limit());
      case Admission.Taken taken ->
          new Step<>(
              here.apply(waiting.with(taken.queue())), List.copyOf(taken.settled())); // HF-32
    };
  }

  private static Step<ClientState, ClientEffect> hold(
      ClientState at, Waiting waiting, Ask ask, Function<Waiting, ? extends ClientState> here) {
    if (waiting.asks().isFull(waiting.queue().limit())) {
      return refuse(at, ask.send(), waiting.queue().limit());
    }
    return switch (waiting.admit(ask.send())) {
      case Admission.Full _ -> refuse(at, ask.send(), waiting.queue().limit());
      case Admission.Taken taken -> {
        var effects = new ArrayList<ClientEffect>(taken.settled());
        effects.add(new Arm(timeout(ask)));
        yield new Step<>(here.apply(waiting.with(taken.queue()).plus(ask)), effects);
      }
    };
  }

  /// Hands a message to the writer; what it takes the place of is taken back first (HF-32).
  private static Step<ClientState, ClientEffect> hand(
      Ready at, Send send, Asks asks, List<Arm> alarms) {
    Outbox outbox = at.session().outbox();
    return switch (outbox.admit(send)) {
      case Admission.Full _ -> refuse(at, send, outbox.unwritten().limit());
      case Admission.Taken taken -> {
        var effects = new ArrayList<ClientEffect>(taken.withdrawn());
        effects.addAll(alarms);
        effects.add(new Transmit(send));
        yield new Step<>(new Ready(new Session(outbox.with(taken.queue()), asks)), effects);
      }
    };
  }

  /// Takes a request back before it was transmitted, so that it never will be (HF-8).
  private static Step<ClientState, ClientEffect> withdraw(
      ClientState at,
      Waiting waiting,
      String id,
      Withdrawal why,
      Function<Waiting, ? extends ClientState> here) {
    if (!waiting.asks().has(id)) {
      return go(at);
    }
    Ask ask = waiting.asks().get(id);
    return go(
        here.apply(waiting.minus(ask)),
        new Disarm(timeout(ask)),
        new Settle(ask.send().ticket(), new Delivery.Failed(why.cause())),
        new EndRequest(id, why.outcome()));
  }

  /// A response settles the request that it names and no other (HF-7).
  private static Step<ClientState, ClientEffect> answer(
      ClientState at,
      Session session,
      ResponseReceived event,
      Function<Session, ? extends ClientState> here) {
    String id = event.response().requestId();
    if (!session.asks().has(id)) {
      return go(at, new Ignore(Why.UNKNOWN_REQUEST, "permission_response to " + id));
    }
    return go(
        here.apply(new Session(session.outbox(), session.asks().minus(id))),
        new Disarm(timeout(session.asks().get(id))),
        new Answer(event.response()));
  }

  private static Step<ClientState, ClientEffect> end(
      ClientState at,
      Session session,
      String id,
      RequestOutcome outcome,
      Function<Session, ? extends ClientState> here) {
    if (!session.asks().has(id)) {
      return go(at);
    }
    return go(
        here.apply(new Session(session.outbox(), session.asks().minus(id))),
        new Disarm(timeout(session.asks().get(id))),
        new EndRequest(id, outcome));
  }

  /// A task that was called off waits for no permission (HF-7).
  private static Step<ClientState, ClientEffect> callOff(
      Session session, Cancel cancel, Function<Session, ? extends ClientState> here) {
    var effects = new ArrayList<ClientEffect>();
    var outcome = new RequestOutcome.CalledOff(cancel.reason().orElse("no reason given"));
    for (Ask ask : session.asks().all()) {
      effects.add(new Disarm(timeout(ask)));
      effects.add(new EndRequest(ask.requestId(), outcome));
    }
    effects.add(new Deliver(cancel));
    return new Step<>(here.apply(new Session(session.outbox(), Asks.NONE)), effects);
  }

  private static Step<ClientState, ClientEffect> refuse(
      ClientState at, Send send, QueueLimit full) {
    return go(at, new Refuse(send.ticket(), new Refusal.Full(full)));
  }

  private static Step<ClientState, ClientEffect> refuse(
      ClientState at, Send send, CloseCause cause) {
    return go(at, new Refuse(send.ticket(), new Refusal.NotOpen(cause)));
  }

  private static Step<ClientState, ClientEffect> ignore(ClientState at, ClientEvent event) {
    return go(
        at,
        event instanceof UnknownReceived(String type)
            ? new Ignore(Why.UNKNOWN_TYPE, type)
            : new Ignore(Why.NOT_OPEN, event.getClass().getSimpleName()));
  }

  private static Step<ClientState, ClientEffect> ignoreAck(ClientState at) {
    return go(at, new Ignore(Why.SECOND_ACK, "handshake_ack"));
  }

  private static Timer timeout(Ask ask) {
    return new Timer.RequestTimeout(ask.requestId(), ask.timeout());
  }

  private static Fault early(String type) {
    return new Fault(ViolationCode.ACK_EXPECTED, "type", type, "handshake_ack");
  }

  private static Fault foreign(String type) {
    return new Fault(
        ViolationCode.WRONG_DIRECTION, "type", type, "a type that the orchestrator may send");
  }

  private static Violation violation(ClientState at, Fault fault) {
    return new Violation(Role.ORCHESTRATOR, at.name(), fault);
  }
}
