package dev.handfast.conformance.walk;

import dev.handfast.RequestOutcome;
import dev.handfast.conformance.model.Edge;
import dev.handfast.conformance.model.StateGraph;
import dev.handfast.message.PermissionResponse;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.SendRequested;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The worker's machine as its model says it.
///
/// A request is named by its message there, and by that message's ticket in a scene.
final class ClientInGraph extends InGraph<ClientEvent, ClientEffect> {
  private static final String ID = "id";

  private ClientInGraph(
      StateGraph graph, Set<Edge> passed, Map<Long, Long> tickets, Map<String, Object> state) {
    super(graph, passed, tickets, state);
  }

  static ClientInGraph of(StateGraph graph, Set<Edge> passed) {
    return new ClientInGraph(graph, passed, Map.of(), first(graph));
  }

  @Override
  public ClientInGraph copy() {
    return new ClientInGraph(graph(), passed(), tickets(), state());
  }

  static String id(long ticket) {
    return "r" + ticket;
  }

  private static Optional<Long> ticket(String id) {
    return id.startsWith("r") ? Optional.of(Long.valueOf(id.substring(1))) : Optional.empty();
  }

  @Override
  Map<String, Object> input(ClientEvent event) {
    Map<String, Object> input = named(event);
    switch (event) {
      case ClientEvent.RequestCancelled(String id) -> input.put(ID, number(tickets(), ticket(id)));
      case ClientEvent.RequestTimedOut(String id) -> input.put(ID, number(tickets(), ticket(id)));
      case ClientEvent.ResponseReceived(var response) ->
          input.put(ID, number(tickets(), ticket(response.requestId())));
      case ClientEvent.AckAccepted(_, var peer) -> input.put("peer", peer.name());
      default -> {} // its name says all
    }
    return input;
  }

  @Override
  void name(ClientEvent event, Map<String, Object> input) {
    switch (event) {
      case SendRequested(var send) -> tickets().put(send.ticket(), (Long) input.get(ID));
      case ClientEvent.RequestMade(var ask) ->
          tickets().put(ask.send().ticket(), (Long) input.get(ID));
      default -> {} // nothing new
    }
  }

  @Override
  void forget() {
    var used = new HashSet<Object>((Collection<?>) state().get("queue"));
    used.addAll((Collection<?>) state().get("asks"));
    tickets().values().retainAll(used);
  }

  @Override
  ClientEffect effect(Map<String, Object> effect, ClientEvent event, Edge edge) {
    return switch ((String) effect.get("type")) {
      case "Open" -> new ClientEffect.Open();
      case "TransmitHandshake" -> new ClientEffect.TransmitHandshake();
      case "AnnounceReady" ->
          new ClientEffect.AnnounceReady(((ClientEvent.AckAccepted) event).ack());
      case "Answer" ->
          new ClientEffect.Answer(
              new PermissionResponse(
                  "o",
                  1,
                  id(ticket(effect)),
                  ((ClientEvent.ResponseReceived) event).response().result()));
      case "EndRequest" ->
          new ClientEffect.EndRequest(
              id(ticket(effect)), outcome((String) effect.get("detail"), edge));
      case "Deliver" ->
          new CommonEffect.Deliver(
              event instanceof ClientEvent.CancelReceived(var cancel)
                  ? cancel
                  : ((ClientEvent.OrderReceived) event).order());
      default -> common(effect, edge);
    };
  }

  private static RequestOutcome outcome(String name, Edge edge) {
    return switch (name) {
      case "TimedOut" -> new RequestOutcome.TimedOut();
      case "Cancelled" -> new RequestOutcome.Cancelled();
      case "CalledOff" -> new RequestOutcome.CalledOff("");
      case "Lost" -> new RequestOutcome.Lost(end(edge));
      default -> throw new IllegalArgumentException("no request ends as " + name);
    };
  }

  @Override
  public Portrait portrait() {
    List<Long> asks = names(tickets(), state().get("asks")).stream().sorted().toList();
    return new Portrait(
        (String) state().get("name"),
        (String) state().get("before"),
        names(tickets(), state().get("queue")),
        (String) state().get("head"),
        asks.stream().map(ClientInGraph::id).toList(),
        (String) state().get("cause"));
  }
}
