package dev.handfast.conformance.walk;

import dev.handfast.conformance.model.Edge;
import dev.handfast.conformance.model.StateGraph;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import dev.handfast.message.PermissionRequest;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.SendRequested;
import dev.handfast.transition.ServerEffect;
import dev.handfast.transition.ServerEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One connection of the orchestrator as its model says it.
final class ServerInGraph extends InGraph<ServerEvent, ServerEffect> {
  private static final String CHILD = "ann";
  private static final Confirmation QUESTION =
      Confirmation.builder().toolName("bash").input(Json.of("ls")).isDangerous(false).build();

  /// The model's number of each open request.
  private final Map<Long, Long> requests;

  private ServerInGraph(
      StateGraph graph,
      Set<Edge> passed,
      Map<Long, Long> tickets,
      Map<Long, Long> requests,
      Map<String, Object> state) {
    super(graph, passed, tickets, state);
    this.requests = new HashMap<>(requests);
  }

  static ServerInGraph of(StateGraph graph, Set<Edge> passed) {
    return new ServerInGraph(graph, passed, Map.of(), Map.of(), first(graph));
  }

  @Override
  public ServerInGraph copy() {
    return new ServerInGraph(graph(), passed(), tickets(), requests, state());
  }

  private static String id(long number) {
    return "q" + number;
  }

  private static Long request(String id) {
    return Long.valueOf(id.substring(1));
  }

  @Override
  Map<String, Object> input(ServerEvent event) {
    Map<String, Object> input = named(event);
    switch (event) {
      case ServerEvent.ReportReceived(String child, _) -> input.put("mine", child.equals(CHILD));
      case ServerEvent.PermissionAsked(var asked) -> {
        input.put("mine", true);
        input.put("id", requests.getOrDefault(request(asked.id()), smallestFree()));
      }
      case ServerEvent.ReplyRequested(String id, _, _) ->
          input.put("id", number(requests, Optional.of(request(id))));
      default -> {} // its name says all
    }
    return input;
  }

  private long smallestFree() {
    long free = 1;
    while (requests.containsValue(free)) {
      free++;
    }
    return free;
  }

  @Override
  void name(ServerEvent event, Map<String, Object> input) {
    switch (event) {
      case SendRequested(var send) -> tickets().put(send.ticket(), (Long) input.get("ticket"));
      case ServerEvent.ReplyRequested(_, _, var send) ->
          tickets().put(send.ticket(), (Long) input.get("ticket"));
      case ServerEvent.PermissionAsked(var asked) ->
          requests.put(request(asked.id()), (Long) input.get("id"));
      case ServerEvent.CloseRequested(_, var denials) -> {
        var chosen = ((List<?>) input.get("tickets")).iterator();
        for (long open : denials.isEmpty() ? List.<Long>of() : asking()) {
          tickets().put(denials.get(id(open)).ticket(), (Long) chosen.next());
        }
      }
      default -> {} // nothing new
    }
  }

  private List<Long> asking() {
    return names(requests, state().get("asking"));
  }

  @Override
  void forget() {
    tickets().values().retainAll((Collection<?>) state().get("queue"));
    requests.values().retainAll((Collection<?>) state().get("asking"));
  }

  @Override
  ServerEffect effect(Map<String, Object> effect, ServerEvent event, Edge edge) {
    return switch ((String) effect.get("type")) {
      case "StopReading" -> new ServerEffect.StopReading();
      case "GoOnReading" -> new ServerEffect.GoOnReading();
      case "Authorize" ->
          new ServerEffect.Authorize(((ServerEvent.HandshakeReceived) event).handshake());
      case "TransmitAck" -> new ServerEffect.TransmitAck();
      case "TransmitRefusal" -> new ServerEffect.TransmitRefusal("no");
      case "AnnounceJoined" -> new ServerEffect.AnnounceJoined(CHILD, 1);
      case "AnnounceLeft" ->
          new ServerEffect.AnnounceLeft(CHILD, 1, cause((String) effect.get("detail")));
      case "AnnounceAnswered" ->
          new ServerEffect.AnnounceAnswered(
              new PermissionRequest(id(nameOf(requests, effect.get("id"))), 1, CHILD, QUESTION),
              Decision.approve());
      case "Release" -> new ServerEffect.Release(CHILD, 1);
      case "Deliver" ->
          new CommonEffect.Deliver(
              event instanceof ServerEvent.PermissionAsked(var request)
                  ? request
                  : ((ServerEvent.ReportReceived) event).report());
      default -> common(effect, edge);
    };
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        (String) state().get("name"),
        "",
        names(tickets(), state().get("queue")),
        (String) state().get("head"),
        asking().stream().map(ServerInGraph::id).toList(),
        (String) state().get("cause"));
  }
}
