package dev.handfast.conformance.walk;

import dev.handfast.conformance.world.Told;
import dev.handfast.transition.Asks;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.Outbox;
import dev.handfast.transition.PendingQueue;
import dev.handfast.transition.Waiting;
import java.util.List;

/// Describes states so that those which differ in the names of messages only are described alike.
final class States {
  private States() {}

  static String described(ClientState state, Items items) {
    return switch (state) {
      case ClientState.Idle(Waiting waiting) -> "Idle" + waiting(waiting, items);
      case ClientState.Connecting(Waiting waiting, _, _) -> "Connecting" + waiting(waiting, items);
      case ClientState.AwaitingAck(Waiting waiting) -> "AwaitingAck" + waiting(waiting, items);
      case ClientState.Finishing(var before) -> "Finishing " + described(before, items);
      case ClientState.Ready(var session) -> "Ready" + session(session, items);
      case ClientState.Draining(var session) -> "Draining" + session(session, items);
      case ClientState.HalfClosed(var session) -> "HalfClosed" + session(session, items);
      case ClientState.Closed(var cause) -> "Closed " + Told.of(cause);
    };
  }

  private static String waiting(Waiting waiting, Items items) {
    return queue(waiting.queue(), items) + " " + asks(waiting.asks(), items);
  }

  private static String session(ClientState.Session session, Items items) {
    Outbox outbox = session.outbox();
    return queue(outbox.unwritten(), items) + " " + outbox.head() + asks(session.asks(), items);
  }

  private static List<String> queue(PendingQueue queue, Items items) {
    return queue.toList().stream().map(send -> items.name(items.of(send.ticket()))).toList();
  }

  private static List<String> asks(Asks asks, Items items) {
    return asks.open().all().stream().map(ask -> items.name(items.of(ask.requestId()))).toList();
  }
}
