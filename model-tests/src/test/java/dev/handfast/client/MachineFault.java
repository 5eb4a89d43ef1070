package dev.handfast.client;

import dev.handfast.RequestOutcome;
import dev.handfast.message.Answer;
import dev.handfast.message.Decision;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.PermissionResponse;
import dev.handfast.transition.Ask;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientHandshake;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.CloseDeadlinePassed;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.Opened;
import dev.handfast.transition.PeerFellSilent;
import dev.handfast.transition.PingReceived;
import dev.handfast.transition.Send;
import dev.handfast.transition.SendRequested;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Step;
import dev.handfast.transition.UnknownReceived;
import dev.handfast.transition.WrongDirection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The machine with one thing wrong in it.
public enum MachineFault implements FaultyMachine {
  /// The second of the messages that waited is not handed to the writer (R2).
  LOSES_SECOND_QUEUED {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      return event instanceof ClientEvent.AckAccepted ? with(step, withoutSecond(step)) : step;
    }

    private static List<ClientEffect> withoutSecond(Step<ClientState, ClientEffect> step) {
      var effects = new ArrayList<>(step.effects());
      transmits(step).skip(1).findFirst().ifPresent(effects::remove);
      return effects;
    }
  },

  /// What waited is handed to the writer last in, first out (R3).
  REORDERS_AT_FLUSH {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      if (!(event instanceof ClientEvent.AckAccepted)) {
        return step;
      }
      var effects = new ArrayList<>(without(step, CommonEffect.Transmit.class::isInstance));
      var messages = new ArrayList<>(transmits(step).toList());
      Collections.reverse(messages);
      effects.addAll(messages);
      return with(step, effects);
    }
  },

  /// Connected is taken for accepted: the seed's bug (R1).
  READY_WHEN_OPEN {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      return event instanceof Opened && step.next() instanceof ClientState.AwaitingAck
          ? then(step, ACK)
          : step;
    }
  },

  /// A refusal counts as acceptance (O14).
  REFUSAL_ACCEPTS {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return ClientHandshake.step(state, event instanceof ClientEvent.AckRefused ? ACK : event);
    }
  },

  /// Nobody hears what became of the queue after a refusal (O7).
  LOSES_QUEUE_ON_REFUSAL {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      return event instanceof ClientEvent.AckRefused
          ? with(step, without(step, Settle.class::isInstance))
          : step;
    }
  },

  /// A request that timed out stays open for its caller (R11).
  LEAKS_REQUESTS {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      return event instanceof ClientEvent.RequestTimedOut
          ? with(step, without(step, ClientEffect.EndRequest.class::isInstance))
          : step;
    }
  },

  /// A cancel leaves requests open (O16).
  CANCEL_LEAVES_REQUESTS {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return ClientHandshake.step(
          state,
          event instanceof ClientEvent.CancelReceived(var cancel)
              ? new ClientEvent.OrderReceived(cancel)
              : event);
    }
  },

  /// Any answer answers the last request that was made (O1).
  ANSWERS_WHOEVER_ASKED_LAST {
    @Override
    public Supplier<Machine> machine() {
      return () -> {
        var last = new AtomicReference<>("nobody");
        return (state, event) -> {
          if (event instanceof ClientEvent.RequestMade(var ask)) {
            last.set(ask.requestId());
          }
          return ClientHandshake.step(
              state,
              event instanceof ClientEvent.ResponseReceived(var response)
                  ? new ClientEvent.ResponseReceived(to(last.get(), response.result()))
                  : event);
        };
      };
    }

    private static PermissionResponse to(String request, Decision result) {
      return new PermissionResponse("o", 1, request, result);
    }
  },

  /// A second ack ends the requests that wait (O9).
  SECOND_ACK_ENDS_REQUESTS {
    @Override
    public Supplier<Machine> machine() {
      return () -> {
        var last = new AtomicReference<>("nobody");
        return (state, event) -> {
          if (event instanceof ClientEvent.RequestMade(var ask)) {
            last.set(ask.requestId());
          }
          boolean second =
              event instanceof ClientEvent.AckAccepted && state instanceof ClientState.Ready;
          return ClientHandshake.step(
              state, second ? new ClientEvent.RequestCancelled(last.get()) : event);
        };
      };
    }
  },

  /// A ping before the verdict gets no pong (O6).
  DEAF_BEFORE_THE_VERDICT {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      return event instanceof PingReceived && state instanceof ClientState.AwaitingAck
          ? with(step, List.of())
          : step;
    }
  },

  /// A close before the verdict does not wait for it (O17).
  CLOSE_DROPS_QUEUE {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      return event instanceof ClientEvent.CloseRequested
              && step.next() instanceof ClientState.Finishing
          ? then(step, new CloseDeadlinePassed())
          : step;
    }
  },

  /// The message before makes room though there was some.
  DROPS_THOUGH_THERE_IS_ROOM {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return Dropping.first(state) instanceof Send oldest
              && event instanceof SendRequested(Send send)
              && (send.whenFull() == Send.WhenFull.DROPS_OLDEST || !isWithTheWriter(state))
          ? Dropping.of(oldest, state, event)
          : ClientHandshake.step(state, event);
    }
  },

  /// The newest message makes room.
  DROPS_THE_NEWEST {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      return Dropping.happens(step) && Dropping.last(state) instanceof Send newest
          ? Dropping.of(newest, state, event)
          : step;
    }
  },

  /// Nobody hears of a message that made room.
  DROPS_SILENTLY {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      return Dropping.happens(step) ? with(step, without(step, Settle.class::isInstance)) : step;
    }
  },

  /// A request makes room as if it were a line of the log.
  DROPS_REQUESTS {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return ClientHandshake.step(
          state,
          event instanceof ClientEvent.RequestMade(Ask(String id, var timeout, Send send))
              ? new ClientEvent.RequestMade(
                  new Ask(
                      id,
                      timeout,
                      new Send(send.ticket(), send.frame(), Send.Loss.HARMLESS, send.whenFull())))
              : event);
    }
  },

  /// The end of the stream leaves requests open (R11).
  REQUESTS_SURVIVE_THE_END {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      boolean lost = step.next() instanceof ClientState.Closed;
      return lost ? with(step, without(step, MachineFault::isLostRequest)) : step;
    }
  },

  /// A peer that is silent for too long is borne with.
  BEARS_SILENCE {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return event instanceof PeerFellSilent
          ? new Step<>(state, List.of())
          : ClientHandshake.step(state, event);
    }
  },

  /// A frame of a type from the future is taken for a violation.
  HATES_THE_FUTURE {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return ClientHandshake.step(
          state, event instanceof UnknownReceived(String type) ? new WrongDirection(type) : event);
    }
  };

  private static final ClientEvent ACK =
      new ClientEvent.AckAccepted(
          new HandshakeAck("o", 1, Optional.empty(), Answer.accepted()),
          ClientEvent.PeerKind.PLAIN);

  @Override
  public String id() {
    return "machine/" + name();
  }

  @Override
  public Supplier<Machine> machine() {
    return () -> this::step;
  }

  /// The faulty step of a machine without memory.
  Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
    return ClientHandshake.step(state, event);
  }

  /// While the writer is busy, even with the handshake, a send may not drop what it has.
  private static boolean isWithTheWriter(ClientState state) {
    return state instanceof ClientState.Ready;
  }

  private static boolean isLostRequest(ClientEffect effect) {
    return effect instanceof ClientEffect.EndRequest(_, RequestOutcome.Lost _);
  }

  private static java.util.stream.Stream<ClientEffect> transmits(
      Step<ClientState, ClientEffect> step) {
    return step.effects().stream().filter(CommonEffect.Transmit.class::isInstance);
  }

  private static List<ClientEffect> without(
      Step<ClientState, ClientEffect> step, Predicate<ClientEffect> which) {
    return step.effects().stream().filter(which.negate()).toList();
  }

  private static Step<ClientState, ClientEffect> with(
      Step<ClientState, ClientEffect> step, List<ClientEffect> effects) {
    return new Step<>(step.next(), effects);
  }

  private static Step<ClientState, ClientEffect> then(
      Step<ClientState, ClientEffect> first, ClientEvent event) {
    var second = ClientHandshake.step(first.next(), event);
    var effects = new ArrayList<>(first.effects());
    effects.addAll(second.effects());
    return new Step<>(second.next(), effects);
  }
}
