package dev.handfast.client;

import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.transition.Asks;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientHandshake;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.Outbox;
import dev.handfast.transition.PendingQueue;
import dev.handfast.transition.Send;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Step;
import dev.handfast.transition.Waiting;
import dev.handfast.transition.Withdraw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Drops a message that the machine itself would not have dropped.
final class Dropping {
  private Dropping() {}

  /// Whether a step drops something.
  static boolean happens(Step<ClientState, ClientEffect> step) {
    return step.effects().stream()
        .anyMatch(effect -> effect instanceof Settle(_, Delivery.Failed(FailureCause.Dropped _)));
  }

  /// The oldest message that may be dropped, or null.
  static @Nullable Send first(ClientState state) {
    List<Send> loose = loose(state);
    return loose.isEmpty() ? null : loose.getFirst();
  }

  /// The newest message that may be dropped, or null.
  static @Nullable Send last(ClientState state) {
    List<Send> loose = loose(state);
    return loose.isEmpty() ? null : loose.getLast();
  }

  /// The step without this message.
  static Step<ClientState, ClientEffect> of(Send send, ClientState state, ClientEvent event) {
    boolean transmitted = state instanceof ClientState.Ready;
    var rest = ClientHandshake.step(without(send, state), event);
    var effects = new ArrayList<ClientEffect>();
    if (transmitted) {
      effects.add(new Withdraw(send.ticket()));
    }
    effects.add(new Settle(send.ticket(), new Delivery.Failed(new FailureCause.Dropped())));
    effects.addAll(rest.effects());
    return new Step<>(rest.next(), effects);
  }

  private static List<Send> loose(ClientState state) {
    boolean begun =
        state instanceof ClientState.Ready(var session)
            && session.outbox().head() == Outbox.Head.PARTLY;
    return queue(state).map(PendingQueue::toList).orElse(List.of()).stream()
        .skip(begun ? 1 : 0)
        .filter(send -> send.loss() == Send.Loss.HARMLESS)
        .toList();
  }

  private static Optional<PendingQueue> queue(ClientState state) {
    return switch (state) {
      case ClientState.Idle(var waiting) -> Optional.of(waiting.queue());
      case ClientState.Opening opening -> Optional.of(opening.waiting().queue());
      case ClientState.Ready(var session) -> Optional.of(session.outbox().unwritten());
      case ClientState _ -> Optional.empty();
    };
  }

  private static ClientState without(Send send, ClientState state) {
    return switch (state) {
      case ClientState.Idle(Waiting(var queue, Asks asks)) ->
          new ClientState.Idle(new Waiting(queue.without(send.ticket()), asks));
      case ClientState.Connecting(Waiting(var queue, Asks asks), int failures, String obstacle) ->
          new ClientState.Connecting(
              new Waiting(queue.without(send.ticket()), asks), failures, obstacle);
      case ClientState.AwaitingAck(Waiting(var queue, Asks asks)) ->
          new ClientState.AwaitingAck(new Waiting(queue.without(send.ticket()), asks));
      case ClientState.Ready(ClientState.Session(Outbox(var queue, var head), Asks asks)) ->
          new ClientState.Ready(
              new ClientState.Session(new Outbox(queue.without(send.ticket()), head), asks));
      case ClientState other -> other;
    };
  }
}
