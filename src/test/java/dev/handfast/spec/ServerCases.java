package dev.handfast.spec;

import static dev.handfast.spec.Situation.LIMIT;
import static dev.handfast.spec.Situation.OPEN_REQUEST;
import static dev.handfast.spec.Situation.OTHER_REQUEST;

import dev.handfast.CloseCause;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.Json;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.WorkerIdentity;
import dev.handfast.transition.Asked;
import dev.handfast.transition.ById;
import dev.handfast.transition.ServerEffect;
import dev.handfast.transition.ServerEvent;
import dev.handfast.transition.ServerHandshake;
import dev.handfast.transition.ServerState;
import dev.handfast.transition.ServerState.Authorizing;
import dev.handfast.transition.ServerState.AwaitingHandshake;
import dev.handfast.transition.ServerState.Closed;
import dev.handfast.transition.ServerState.Draining;
import dev.handfast.transition.ServerState.HalfClosed;
import dev.handfast.transition.ServerState.Registered;
import dev.handfast.transition.ServerState.Session;
import dev.handfast.transition.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns a row and a column of the orchestrator's table into a state and an event, and lets the
/// code answer.
final class ServerCases {
  private static final String WORKER = "w-1";
  private static final String OTHER_WORKER = "w-2";
  private static final long EPOCH = 7;

  private ServerCases() {}

  /// What the code does, in the words of the table.
  static String answer(String words, String column) {
    ServerState before = state(words, column);
    Step<ServerState, ServerEffect> step = step(words, column);
    Set<String> acts = Acts.ofServer(step.effects().stream());
    return step.next() instanceof Closed(CloseCause cause) && !(before instanceof Closed)
        ? Acts.ending(cause, acts)
        : Acts.answer(column, step.next().name(), acts, !before.equals(step.next()));
  }

  static Step<ServerState, ServerEffect> step(String words, String column) {
    return ServerHandshake.step(state(words, column), event(words));
  }

  static ServerState state(String words, String column) {
    var session =
        new Session(WORKER, EPOCH, Situation.outbox(Situation.queue(words)), asked(words));
    return switch (column) {
      case "AwaitingHandshake" -> new AwaitingHandshake(LIMIT);
      case "Authorizing" -> new Authorizing(WORKER, LIMIT);
      case "Registered" -> new Registered(session);
      case "Draining" -> new Draining(session);
      case "HalfClosed" ->
          new HalfClosed(
              new Session(
                  WORKER, EPOCH, Situation.outbox(Situation.queue(List.of())), asked(words)));
      case "Closed" -> new Closed(new CloseCause.PeerSilent());
      default -> throw new IllegalArgumentException("no state is called " + column);
    };
  }

  /// A request is open, unless the row is about a close that finds none.
  private static Asked asked(String words) {
    return switch (words) {
      case "CloseRequested unwritten", "CloseRequested empty" -> Asked.NONE;
      default ->
          new Asked(
              ById.<PermissionRequest>none().plus(OPEN_REQUEST, request(WORKER, OPEN_REQUEST)));
    };
  }

  static ServerEvent event(String words) {
    return switch (words) {
      case "HandshakeReceived" ->
          new ServerEvent.HandshakeReceived(
              new Handshake(
                  "h",
                  1,
                  new WorkerIdentity(
                      WORKER, "/tmp", "main", "task", Optional.empty(), Optional.empty()),
                  Optional.empty()));
      case "ReportReceived own childId" -> report(WORKER);
      case "ReportReceived other childId" -> report(OTHER_WORKER);
      case "PermissionAsked new" -> asked(WORKER, OTHER_REQUEST);
      case "PermissionAsked again" -> asked(WORKER, OPEN_REQUEST);
      case "PermissionAsked other childId" -> asked(OTHER_WORKER, OTHER_REQUEST);
      case "TurnedAway" -> new ServerEvent.TurnedAway("full");
      case "VerdictAccepted" -> new ServerEvent.VerdictAccepted(WORKER, EPOCH);
      case "VerdictRefused" -> new ServerEvent.VerdictRefused("no");
      case "ReplyRequested open", "ReplyRequested unknown", "ReplyRequested too much" ->
          new ServerEvent.ReplyRequested(
              Situation.requestId(words), Decision.approve(), Situation.send(words));
      case "CloseRequested open", "CloseRequested unwritten", "CloseRequested empty" ->
          new ServerEvent.CloseRequested(
              Situation.TIMEOUT, Map.of(OPEN_REQUEST, Situation.FITTING));
      case "Superseded" -> new ServerEvent.Superseded();
      default -> CommonCases.event(words);
    };
  }

  private static ServerEvent report(String childId) {
    return new ServerEvent.ReportReceived(childId, new Log("l", 1, childId, LogLevel.INFO, "text"));
  }

  private static ServerEvent asked(String childId, String requestId) {
    return new ServerEvent.PermissionAsked(request(childId, requestId));
  }

  private static PermissionRequest request(String childId, String requestId) {
    var confirmation =
        new Confirmation(
            "bash",
            Json.parse("{}"),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new PermissionRequest(requestId, 1, childId, confirmation);
  }
}
