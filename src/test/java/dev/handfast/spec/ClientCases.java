package dev.handfast.spec;

import static dev.handfast.spec.Situation.OPEN_REQUEST;
import static dev.handfast.spec.Situation.REQUEST;
import static dev.handfast.spec.Situation.TIMEOUT;

import dev.handfast.CloseCause;
import dev.handfast.message.Answer.Accepted;
import dev.handfast.message.Cancel;
import dev.handfast.message.Decision;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.InjectContext;
import dev.handfast.message.PermissionResponse;
import dev.handfast.transition.Ask;
import dev.handfast.transition.Asks;
import dev.handfast.transition.ById;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientEvent.PeerKind;
import dev.handfast.transition.ClientHandshake;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.ClientState.AwaitingAck;
import dev.handfast.transition.ClientState.Closed;
import dev.handfast.transition.ClientState.Connecting;
import dev.handfast.transition.ClientState.Draining;
import dev.handfast.transition.ClientState.Finishing;
import dev.handfast.transition.ClientState.HalfClosed;
import dev.handfast.transition.ClientState.Idle;
import dev.handfast.transition.ClientState.Ready;
import dev.handfast.transition.ClientState.Session;
import dev.handfast.transition.PendingQueue;
import dev.handfast.transition.Step;
import dev.handfast.transition.Waiting;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns a row and a column of the worker's table into a state and an event, and lets the code
/// answer.
final class ClientCases {
  private ClientCases() {}

  /// What the code does, in the words of the table.
  static String answer(String words, String column) {
    ClientState before = state(words, column);
    Step<ClientState, ClientEffect> step = step(words, column);
    Set<String> acts = Acts.ofClient(step.effects().stream());
    return step.next() instanceof Closed(CloseCause cause) && !(before instanceof Closed)
        ? Acts.ending(cause, acts)
        : Acts.answer(column, column(step.next()), acts, !before.equals(step.next()));
  }

  static Step<ClientState, ClientEffect> step(String words, String column) {
    return ClientHandshake.step(state(words, column), event(words));
  }

  private static String column(ClientState state) {
    return state instanceof Finishing(var before)
        ? "Finishing(%s)".formatted(before.name())
        : state.name();
  }

  static ClientState state(String words, String column) {
    PendingQueue queue = Situation.queue(words);
    Asks asks =
        words.endsWith("empty")
            ? Asks.NONE
            : new Asks(
                ById.<Ask>none().plus(OPEN_REQUEST, new Ask(OPEN_REQUEST, TIMEOUT, REQUEST)));
    var waiting = new Waiting(queue, asks);
    var connecting = new Connecting(waiting, 0, "none");
    var session = new Session(Situation.outbox(queue), asks);
    return switch (column) {
      case "Idle" -> new Idle(waiting);
      case "Connecting" -> connecting;
      case "AwaitingAck" -> new AwaitingAck(waiting);
      case "Finishing(Connecting)" -> new Finishing(connecting);
      case "Finishing(AwaitingAck)" -> new Finishing(new AwaitingAck(waiting));
      case "Ready" -> new Ready(session);
      case "Draining" -> new Draining(session);
      case "HalfClosed" ->
          new HalfClosed(new Session(Situation.outbox(Situation.queue(List.of())), asks));
      case "Closed" -> new Closed(new CloseCause.PeerSilent());
      default -> throw new IllegalArgumentException("no state is called " + column);
    };
  }

  static ClientEvent event(String words) {
    return switch (words) {
      case "AckAccepted EXTENDED" -> accepted(PeerKind.EXTENDED);
      case "AckAccepted PLAIN" -> accepted(PeerKind.PLAIN);
      case "AckRefused" -> new ClientEvent.AckRefused("full");
      case "AckMisaddressed" -> new ClientEvent.AckMisaddressed("m-9", "m-1");
      case "ResponseReceived open", "ResponseReceived unknown" ->
          new ClientEvent.ResponseReceived(
              new PermissionResponse("o", 1, Situation.requestId(words), Decision.approve()));
      case "OrderReceived" ->
          new ClientEvent.OrderReceived(new InjectContext("o", 1, "text", List.of()));
      case "CancelReceived open", "CancelReceived empty" ->
          new ClientEvent.CancelReceived(new Cancel("o", 1, Optional.empty()));
      case "Started" -> new ClientEvent.Started();
      case "ConnectRefused" -> new ClientEvent.ConnectRefused("nobody listens");
      case "ConnectFailed" -> new ClientEvent.ConnectFailed("permission denied");
      case "RetryDue" -> new ClientEvent.RetryDue();
      case "RequestMade fits", "RequestMade dropping", "RequestMade too much" ->
          new ClientEvent.RequestMade(
              new Ask(Situation.OTHER_REQUEST, TIMEOUT, Situation.send(words)));
      case "RequestCancelled open", "RequestCancelled only", "RequestCancelled unknown" ->
          new ClientEvent.RequestCancelled(Situation.requestId(words));
      case "CloseRequested unwritten", "CloseRequested empty" ->
          new ClientEvent.CloseRequested(Situation.TIMEOUT);
      case "RequestTimedOut open", "RequestTimedOut only", "RequestTimedOut unknown" ->
          new ClientEvent.RequestTimedOut(Situation.requestId(words));
      default -> CommonCases.event(words);
    };
  }

  private static ClientEvent accepted(PeerKind peer) {
    var plain =
        new Accepted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    return new ClientEvent.AckAccepted(new HandshakeAck("o", 1, Optional.empty(), plain), peer);
  }
}
