package dev.handfast.conformance.model;

import dev.handfast.QueueLimit;
import dev.handfast.message.Answer;
import dev.handfast.message.Cancel;
import dev.handfast.message.Decision;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.InjectContext;
import dev.handfast.message.PermissionResponse;
import dev.handfast.transition.Ask;
import dev.handfast.transition.Asks;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientHandshake;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.Outbox;
import dev.handfast.transition.PendingQueue;
import dev.handfast.transition.Step;
import dev.handfast.transition.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// The worker's machine in the words of `ClientMachine.tla`.
final class ClientVoice implements Voice<ClientState, ClientEffect> {
  private final QueueLimit limit;
  private final BiFunction<ClientState, ClientEvent, Step<ClientState, ClientEffect>> machine;

  ClientVoice(int limit) {
    this(limit, ClientHandshake::step);
  }

  ClientVoice(
      int limit, BiFunction<ClientState, ClientEvent, Step<ClientState, ClientEffect>> machine) {
    this.limit = new QueueLimit(limit, 1_000);
    this.machine = machine;
  }

  @Override
  public ClientState initial() {
    return ClientState.initial(limit);
  }

  @Override
  public Map<String, Object> state(ClientState state) {
    return switch (state) {
      case ClientState.Idle(Waiting waiting) -> waiting("Idle", "", waiting);
      case ClientState.Connecting(Waiting waiting, _, _) -> waiting("Connecting", "", waiting);
      case ClientState.AwaitingAck(Waiting waiting) -> waiting("AwaitingAck", "", waiting);
      case ClientState.Finishing(var before) ->
          waiting("Finishing", before.name(), before.waiting());
      case ClientState.Ready(var session) -> session("Ready", session);
      case ClientState.Draining(var session) -> session("Draining", session);
      case ClientState.HalfClosed(var session) -> session("HalfClosed", session);
      case ClientState.Closed(var cause) ->
          state("Closed", "", none(), Asks.NONE, Words.name(cause));
    };
  }

  private Outbox none() {
    return new Outbox(PendingQueue.empty(limit), Outbox.Head.UNTOUCHED);
  }

  private static Map<String, Object> waiting(String name, String before, Waiting waiting) {
    return state(
        name, before, new Outbox(waiting.queue(), Outbox.Head.UNTOUCHED), waiting.asks(), "");
  }

  private static Map<String, Object> session(String name, ClientState.Session session) {
    return state(name, "", session.outbox(), session.asks(), "");
  }

  private static Map<String, Object> state(
      String name, String before, Outbox outbox, Asks asks, String cause) {
    Set<Long> ids =
        asks.open().all().stream()
            .map(ask -> Long.valueOf(ask.requestId()))
            .collect(Collectors.toSet());
    Map<String, Object> state = Words.state(name, outbox, "asks", ids, cause);
    state.put("before", before);
    return state;
  }

  @Override
  public Step<ClientState, ClientEffect> step(ClientState state, Map<String, Object> input) {
    ClientEvent event =
        Words.event(input, "id").map(ClientEvent.class::cast).orElseGet(() -> own(input));
    return machine.apply(state, event);
  }

  private static ClientEvent own(Map<String, Object> input) {
    return switch ((String) input.get("type")) {
      case "Started" -> new ClientEvent.Started();
      case "ConnectRefused" -> new ClientEvent.ConnectRefused("no such file");
      case "ConnectFailed" -> new ClientEvent.ConnectFailed("permission denied");
      case "RetryDue" -> new ClientEvent.RetryDue();
      case "RequestMade" ->
          new ClientEvent.RequestMade(
              new Ask(id(input), Words.SOME_TIME, Words.send(Words.number(input, "id"))));
      case "CloseRequested" -> new ClientEvent.CloseRequested(Words.SOME_TIME);
      case "RequestCancelled" -> new ClientEvent.RequestCancelled(id(input));
      case "RequestTimedOut" -> new ClientEvent.RequestTimedOut(id(input));
      case "AckAccepted" ->
          new ClientEvent.AckAccepted(
              new HandshakeAck("a", 0, Optional.empty(), Answer.accepted()),
              ClientEvent.PeerKind.valueOf((String) input.get("peer")));
      case "AckRefused" -> new ClientEvent.AckRefused("no");
      case "AckMisaddressed" -> new ClientEvent.AckMisaddressed("h-1", "h-2");
      case "ResponseReceived" ->
          new ClientEvent.ResponseReceived(
              new PermissionResponse("p", 0, id(input), Decision.approve()));
      case "OrderReceived" ->
          new ClientEvent.OrderReceived(new InjectContext("i", 0, "context", List.of()));
      case "CancelReceived" -> new ClientEvent.CancelReceived(new Cancel("c", 0, Optional.empty()));
      case String other -> throw new IllegalArgumentException("the machine knows no " + other);
    };
  }

  private static String id(Map<String, Object> input) {
    return input.get("id").toString();
  }

  @Override
  public List<Map<String, Object>> effects(List<ClientEffect> effects) {
    return effects.stream().map(ClientVoice::effect).toList();
  }

  private static Map<String, Object> effect(ClientEffect effect) {
    return switch (effect) {
      case CommonEffect common -> Words.effect(common);
      case ClientEffect.Open _ -> Words.effect("Open");
      case ClientEffect.TransmitHandshake _ -> Words.effect("TransmitHandshake");
      case ClientEffect.AnnounceReady _ -> Words.effect("AnnounceReady");
      case ClientEffect.Answer(var response) ->
          Words.effect("Answer", Long.parseLong(response.requestId()));
      case ClientEffect.EndRequest(String id, var outcome) ->
          Words.effect("EndRequest", Long.parseLong(id), outcome.getClass().getSimpleName());
    };
  }
}
