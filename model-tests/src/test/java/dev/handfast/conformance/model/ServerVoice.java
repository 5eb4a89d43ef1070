package dev.handfast.conformance.model;

import dev.handfast.QueueLimit;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.Json;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.WorkerIdentity;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.Outbox;
import dev.handfast.transition.PendingQueue;
import dev.handfast.transition.Send;
import dev.handfast.transition.ServerEffect;
import dev.handfast.transition.ServerEvent;
import dev.handfast.transition.ServerHandshake;
import dev.handfast.transition.ServerState;
import dev.handfast.transition.Step;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The orchestrator's machine in the words of `ServerMachine.tla`.
final class ServerVoice implements Voice<ServerState, ServerEffect> {
  private static final String CHILD = "w-1";
  private static final long EPOCH = 1;

  private final QueueLimit limit;

  ServerVoice(int limit) {
    this.limit = new QueueLimit(limit, 1_000);
  }

  @Override
  public ServerState initial() {
    return ServerState.initial(limit);
  }

  @Override
  public Map<String, Object> state(ServerState state) {
    return switch (state) {
      case ServerState.AwaitingHandshake _ -> alone("AwaitingHandshake", "");
      case ServerState.Authorizing _ -> alone("Authorizing", "");
      case ServerState.Registered(var session) -> joined("Registered", session);
      case ServerState.Draining(var session) -> joined("Draining", session);
      case ServerState.HalfClosed(var session) -> joined("HalfClosed", session);
      case ServerState.Closed(var cause) -> alone("Closed", Words.name(cause));
    };
  }

  private Map<String, Object> alone(String name, String cause) {
    var none = new Outbox(PendingQueue.empty(limit), Outbox.Head.UNTOUCHED);
    return Words.state(name, none, "asking", List.of(), cause);
  }

  private static Map<String, Object> joined(String name, ServerState.Session session) {
    List<Long> asking =
        session.asked().all().stream().map(request -> Long.valueOf(request.id())).toList();
    return Words.state(name, session.outbox(), "asking", asking, "");
  }

  @Override
  public Step<ServerState, ServerEffect> step(ServerState state, Map<String, Object> input) {
    ServerEvent event =
        Words.event(input, "ticket")
            .map(ServerEvent.class::cast)
            .orElseGet(() -> own(state, input));
    return ServerHandshake.step(state, event);
  }

  private static ServerEvent own(ServerState state, Map<String, Object> input) {
    return switch ((String) input.get("type")) {
      case "HandshakeReceived" ->
          new ServerEvent.HandshakeReceived(
              new Handshake(
                  "h",
                  0,
                  new WorkerIdentity(
                      CHILD, "/tmp", "main", "t", Optional.empty(), Optional.empty()),
                  Optional.empty()));
      case "VerdictAccepted" -> new ServerEvent.VerdictAccepted(CHILD, EPOCH);
      case "VerdictRefused" -> new ServerEvent.VerdictRefused("no");
      case "TurnedAway" -> new ServerEvent.TurnedAway("full");
      case "Superseded" -> new ServerEvent.Superseded();
      case "ReportReceived" ->
          new ServerEvent.ReportReceived(
              child(input), new Log("l", 0, child(input), LogLevel.INFO, "words"));
      case "PermissionAsked" ->
          new ServerEvent.PermissionAsked(
              new PermissionRequest(
                  input.get("id").toString(),
                  0,
                  child(input),
                  Confirmation.builder()
                      .toolName("bash")
                      .input(Json.of("ls"))
                      .isDangerous(false)
                      .build()));
      case "ReplyRequested" ->
          new ServerEvent.ReplyRequested(
              input.get("id").toString(),
              Decision.approve(),
              Words.send(Words.number(input, "ticket")));
      case "CloseRequested" ->
          new ServerEvent.CloseRequested(Words.SOME_TIME, denials(state, input));
      case String other -> throw new IllegalArgumentException("the machine knows no " + other);
    };
  }

  /// A ticket for each request that is open, in their order.
  private static Map<String, Send> denials(ServerState state, Map<String, Object> input) {
    var denials = new HashMap<String, Send>();
    if (state instanceof ServerState.Registered(var session)) {
      Iterator<?> tickets = ((List<?>) input.get("tickets")).iterator();
      session
          .asked()
          .all()
          .forEach(request -> denials.put(request.id(), Words.send((Long) tickets.next())));
    }
    return denials;
  }

  private static String child(Map<String, Object> input) {
    return (Boolean) input.get("mine") ? CHILD : "somebody-else";
  }

  @Override
  public List<Map<String, Object>> effects(List<ServerEffect> effects) {
    return effects.stream().map(ServerVoice::effect).toList();
  }

  private static Map<String, Object> effect(ServerEffect effect) {
    return switch (effect) {
      case CommonEffect common -> Words.effect(common);
      case ServerEffect.StopReading _ -> Words.effect("StopReading");
      case ServerEffect.GoOnReading _ -> Words.effect("GoOnReading");
      case ServerEffect.Authorize _ -> Words.effect("Authorize");
      case ServerEffect.TransmitAck _ -> Words.effect("TransmitAck");
      case ServerEffect.TransmitRefusal _ -> Words.effect("TransmitRefusal");
      case ServerEffect.AnnounceJoined _ -> Words.effect("AnnounceJoined");
      case ServerEffect.AnnounceLeft(_, _, var cause) ->
          Words.effect("AnnounceLeft", Words.name(cause));
      case ServerEffect.AnnounceAnswered(var request, _) ->
          Words.effect("AnnounceAnswered", Long.parseLong(request.id()));
      case ServerEffect.Release _ -> Words.effect("Release");
    };
  }
}
