package dev.handfast.conformance.walk;

import dev.handfast.conformance.world.Told;
import dev.handfast.message.PermissionRequest;
import dev.handfast.transition.Ask;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.Outbox;
import dev.handfast.transition.PendingQueue;
import dev.handfast.transition.Send;
import dev.handfast.transition.ServerState;
import dev.handfast.transition.Waiting;
import java.util.Collection;
import java.util.List;

/// The portraits of the library's states.
final class Portraits {
  private Portraits() {}

  static Portrait of(ClientState state) {
    return switch (state) {
      case ClientState.Idle(Waiting waiting) -> waiting("Idle", "", waiting);
      case ClientState.Connecting(Waiting waiting, _, _) -> waiting("Connecting", "", waiting);
      case ClientState.AwaitingAck(Waiting waiting) -> waiting("AwaitingAck", "", waiting);
      case ClientState.Finishing(var before) ->
          waiting("Finishing", before.name(), before.waiting());
      case ClientState.Ready(var session) -> session("Ready", session);
      case ClientState.Draining(var session) -> session("Draining", session);
      case ClientState.HalfClosed(var session) -> session("HalfClosed", session);
      case ClientState.Closed(var cause) -> Portrait.closed(Told.of(cause));
    };
  }

  private static Portrait waiting(String name, String before, Waiting waiting) {
    return new Portrait(
        name, before, tickets(waiting.queue()), "", requests(waiting.asks().open().all()), "");
  }

  private static Portrait session(String name, ClientState.Session session) {
    Outbox outbox = session.outbox();
    return new Portrait(
        name,
        "",
        tickets(outbox.unwritten()),
        outbox.head().name(),
        requests(session.asks().open().all()),
        "");
  }

  private static List<Long> tickets(PendingQueue queue) {
    return queue.toList().stream().map(Send::ticket).toList();
  }

  private static List<String> requests(Collection<Ask> asks) {
    return asks.stream().map(Ask::requestId).toList();
  }

  static Portrait of(ServerState state) {
    return switch (state) {
      case ServerState.AwaitingHandshake _, ServerState.Authorizing _ -> Portrait.of(state.name());
      case ServerState.Joined in -> {
        Outbox outbox = in.session().outbox();
        yield new Portrait(
            state.name(),
            "",
            tickets(outbox.unwritten()),
            outbox.head().name(),
            in.session().asked().all().stream().map(PermissionRequest::id).toList(),
            "");
      }
      case ServerState.Closed(var cause) -> Portrait.closed(Told.of(cause));
    };
  }
}
