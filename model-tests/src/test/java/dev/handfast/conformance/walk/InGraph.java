package dev.handfast.conformance.walk;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.Fault;
import dev.handfast.Role;
import dev.handfast.Violation;
import dev.handfast.ViolationCode;
import dev.handfast.conformance.model.Edge;
import dev.handfast.conformance.model.StateGraph;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.CommonEffect.Why;
import dev.handfast.transition.Refusal;
import dev.handfast.transition.Send;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Timer;
import dev.handfast.transition.Withdraw;
import dev.handfast.transition.Wrote;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A machine that decides nothing: each of its steps is looked up in the graph of its model.
///
/// A scene numbers messages on and on, and the model takes the smallest number that is free; here
/// the two are kept together. What a model does not say (which code a violation has, why a peer
/// left) has any value, which [Sights#abstracted] takes out of what is seen.
///
/// @param <E> the events
/// @param <F> the effects
abstract class InGraph<E, F> implements Machine<E, F> {
  static final Duration SOME_TIME = Duration.ofSeconds(3);

  private static final long UNKNOWN = 0;
  private static final String TYPE = "type";

  private final StateGraph graph;
  private final Set<Edge> passed;
  private final Map<Long, Long> tickets;
  private Map<String, Object> state;

  /// @param passed where the steps that are taken are noted
  /// @param tickets the model's number of each ticket
  InGraph(StateGraph graph, Set<Edge> passed, Map<Long, Long> tickets, Map<String, Object> state) {
    this.graph = graph;
    this.passed = passed;
    this.tickets = new HashMap<>(tickets);
    this.state = state;
  }

  static Map<String, Object> first(StateGraph graph) {
    return graph.edges().keySet().iterator().next();
  }

  Map<String, Object> state() {
    return state;
  }

  Map<Long, Long> tickets() {
    return tickets;
  }

  StateGraph graph() {
    return graph;
  }

  Set<Edge> passed() {
    return passed;
  }

  /// What the event is in the model; whatever a state can choose only one of may be left out.
  abstract Map<String, Object> input(E event);

  /// Takes over the numbers that the model has chosen.
  abstract void name(E event, Map<String, Object> input);

  /// An order of the model's.
  abstract F effect(Map<String, Object> effect, E event, Edge edge);

  /// Forgets the numbers that the model may choose again.
  abstract void forget();

  @Override
  public List<F> step(E event) {
    Map<String, Object> wanted = input(event);
    List<Edge> steps =
        graph.edges().get(state).values().stream()
            .filter(each -> each.input().entrySet().containsAll(wanted.entrySet()))
            .toList();
    if (steps.size() != 1) {
      throw new IllegalStateException(
          "%s has %d steps for %s, wanted one".formatted(state, steps.size(), wanted));
    }
    Edge edge = steps.getFirst();
    passed.add(edge);
    name(event, edge.input());
    state = edge.to();
    List<F> effects = edge.effects().stream().map(each -> effect(each, event, edge)).toList();
    forget();
    return effects;
  }

  /// An input of the event's name, with all that both machines know of it.
  static Map<String, Object> named(Object event) {
    var input = new HashMap<String, Object>();
    input.put(TYPE, event.getClass().getSimpleName());
    if (event instanceof Wrote(int count, var head)) {
      input.put("count", (long) count);
      input.put("head", head.name());
    }
    return input;
  }

  /// The model's number of a request or a message.
  static long number(Map<Long, Long> names, Optional<Long> name) {
    return name.map(each -> names.getOrDefault(each, UNKNOWN)).orElse(UNKNOWN);
  }

  static long nameOf(Map<Long, Long> names, Object number) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(number))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  long ticket(Map<String, Object> effect) {
    return nameOf(tickets, effect.get("id"));
  }

  /// Numbers of the state, as the scene names them.
  static List<Long> names(Map<Long, Long> names, Object numbers) {
    return ((Collection<?>) numbers).stream().map(each -> nameOf(names, each)).toList();
  }

  /// An effect that both machines have.
  CommonEffect common(Map<String, Object> effect, Edge edge) {
    String detail = (String) effect.getOrDefault("detail", "");
    return switch ((String) effect.get(TYPE)) {
      case "Transmit" -> new CommonEffect.Transmit(send(ticket(effect)));
      case "TransmitPing" -> new CommonEffect.TransmitPing();
      case "TransmitPong" -> new CommonEffect.TransmitPong();
      case "TransmitProtocolError" -> new CommonEffect.TransmitProtocolError(someViolation());
      case "HalfClose" -> new CommonEffect.HalfClose();
      case "Hangup" -> new CommonEffect.Hangup();
      case "Arm" -> new CommonEffect.Arm(timer(detail, effect));
      case "Disarm" -> new CommonEffect.Disarm(timer(detail, effect));
      case "Settle" -> new Settle(ticket(effect), delivery(detail, edge));
      case "Withdraw" -> new Withdraw(ticket(effect));
      case "Refuse" -> new CommonEffect.Refuse(ticket(effect), refusal(detail));
      case "Ignore" -> new CommonEffect.Ignore(Why.valueOf(detail), "something");
      case "AnnounceClosed" -> new CommonEffect.AnnounceClosed(cause(detail));
      case String other -> throw new IllegalArgumentException("no machine knows " + other);
    };
  }

  private static Send send(long ticket) {
    return new Send(ticket, EncodedFrame.ofText("{}"));
  }

  private static Violation someViolation() {
    return new Violation(
        Role.WORKER, "some state", new Fault(ViolationCode.INVALID_JSON, "line", "x", "y"));
  }

  /// The timer of a request is the client's.
  Timer timer(String name, Map<String, Object> effect) {
    return switch (name) {
      case "HandshakeDeadline" -> new Timer.HandshakeDeadline();
      case "RetryDelay" -> new Timer.RetryDelay(1);
      case "Keepalive" -> new Timer.Keepalive();
      case "CloseDeadline" -> new Timer.CloseDeadline(SOME_TIME);
      case "RequestTimeout" ->
          new Timer.RequestTimeout(ClientInGraph.id(ticket(effect)), SOME_TIME);
      default -> throw new IllegalArgumentException("no machine has a timer " + name);
    };
  }

  private static Delivery delivery(String name, Edge edge) {
    return switch (name) {
      case "Written" -> new Delivery.Written();
      case "Unknown" -> new Delivery.Unknown(end(edge));
      case "Failed" -> new Delivery.Failed(new FailureCause.ConnectionEnded(end(edge)));
      case "WithdrawnOnTimeout" -> new Delivery.Failed(new FailureCause.WithdrawnOnTimeout());
      case "WithdrawnOnCancel" -> new Delivery.Failed(new FailureCause.WithdrawnOnCancel());
      default -> throw new IllegalArgumentException("no message ends as " + name);
    };
  }

  private static Refusal refusal(String why) {
    return switch (why) {
      case "Full" -> new Refusal.Full(ClientScene.LIMIT);
      case "NobodyAsks" -> new Refusal.NobodyAsks("q");
      default -> new Refusal.NotOpen(cause(why));
    };
  }

  /// Why the connection is closed behind this step.
  static CloseCause end(Edge edge) {
    return cause((String) edge.to().get("cause"));
  }

  static CloseCause cause(String name) {
    return switch (name) {
      case "ClosedLocally" -> new CloseCause.ClosedLocally();
      case "DrainTimedOut" -> new CloseCause.DrainTimedOut();
      case "ConnectFailed" -> new CloseCause.ConnectFailed("");
      case "HandshakeTimedOut" -> new CloseCause.HandshakeTimedOut("");
      case "Refused" -> new CloseCause.Refused("");
      case "PeerClosed" -> new CloseCause.PeerClosed("");
      case "PeerSilent" -> new CloseCause.PeerSilent();
      case "PeerMisbehaved" -> new CloseCause.PeerMisbehaved(someViolation());
      case "PeerReported" -> new CloseCause.PeerReported("", "");
      case "Superseded" -> new CloseCause.Superseded();
      default -> throw new IllegalArgumentException("no connection ends with " + name);
    };
  }
}
