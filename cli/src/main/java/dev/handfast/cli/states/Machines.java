package dev.handfast.cli.states;

import dev.handfast.QueueLimit;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientHandshake;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.Outbox;
import dev.handfast.transition.ServerEvent;
import dev.handfast.transition.ServerHandshake;
import dev.handfast.transition.ServerState;
import dev.handfast.transition.Wrote;
import java.util.ArrayList;
import java.util.List;

/// Both machines of the library, walked with room for one message.
final class Machines {
  private static final QueueLimit ONE = new QueueLimit(1, 1_000);

  private Machines() {}

  /// A worker's machine.
  static Machine client() {
    List<ClientEvent> events = new ArrayList<>(Stimuli.common());
    events.addAll(Stimuli.ofClient());
    return Machine.walk(
        "client",
        ClientState.initial(ONE),
        events,
        (state, event) ->
            isPossible(event, unwritten(state)) ? ClientHandshake.step(state, event).next() : state,
        ClientState::name,
        state -> "%s %d %s".formatted(state.name(), unwritten(state), waiting(state)));
  }

  /// The orchestrator's machine, for one connection.
  static Machine server() {
    List<ServerEvent> events = new ArrayList<>(Stimuli.common());
    events.addAll(Stimuli.ofServer());
    return Machine.walk(
        "server",
        ServerState.initial(ONE),
        events,
        (state, event) ->
            isPossible(event, unwritten(state)) ? ServerHandshake.step(state, event).next() : state,
        ServerState::name,
        state -> "%s %d".formatted(state.name(), unwritten(state)));
  }

  /// The kernel takes no message that it was not given.
  private static boolean isPossible(Object event, int unwritten) {
    return !(event instanceof Wrote(int messages, Outbox.Head _)) || messages <= unwritten;
  }

  private static int unwritten(ClientState state) {
    return switch (state) {
      case ClientState.Ready(var session) -> session.outbox().unwritten().size();
      case ClientState.Draining(var session) -> session.outbox().unwritten().size();
      case ClientState _ -> 0;
    };
  }

  private static int unwritten(ServerState state) {
    return state instanceof ServerState.Joined joined
        ? joined.session().outbox().unwritten().size()
        : 0;
  }

  private static String waiting(ClientState state) {
    return switch (state) {
      case ClientState.Idle(var waiting) -> "" + waiting.queue().size();
      case ClientState.Opening opening -> "" + opening.waiting().queue().size();
      case ClientState.Finishing(var before) ->
          before.name() + " " + before.waiting().queue().size();
      case ClientState _ -> "";
    };
  }
}
