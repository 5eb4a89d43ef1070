package dev.handfast.client;

import dev.handfast.CloseCause;
import dev.handfast.QueueLimit;
import dev.handfast.message.PermissionResponse;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientHandshake;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.CloseDeadlinePassed;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.ConnectionLost;
import dev.handfast.transition.HandshakeDeadlinePassed;
import dev.handfast.transition.Opened;
import dev.handfast.transition.PingReceived;
import dev.handfast.transition.PongReceived;
import dev.handfast.transition.Refusal;
import dev.handfast.transition.Send;
import dev.handfast.transition.SendRequested;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Step;
import dev.handfast.transition.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A worker's machine with one of the races that others had, played out on purpose.
///
/// Where a race is a matter of two threads, the fault holds one of them at the worst place: what it
/// does is what that schedule does.
public enum RaceFault implements FaultyMachine {
  /// A sender looks, finds the handshake open, and enters the queue only when it has been flushed
  /// (R2).
  ENTERS_AFTER_THE_FLUSH {
    @Override
    public Supplier<Machine> machine() {
      return () -> {
        var between = new ArrayDeque<ClientEvent>();
        return (state, event) -> {
          if (!(event instanceof SendRequested) || !(state instanceof ClientState.Opening)) {
            return ClientHandshake.step(state, event);
          }
          between.add(event);
          return between.size() == 1 ? stay(state) : ClientHandshake.step(state, between.remove());
        };
      };
    }
  },

  /// The flush stands still after the state has changed, and a new message goes ahead of it (R3).
  OVERTAKES_THE_FLUSH {
    @Override
    public Supplier<Machine> machine() {
      return () -> {
        var held = new ArrayList<ClientEffect>();
        return (state, event) -> {
          var step = ClientHandshake.step(state, event);
          if (event instanceof ClientEvent.AckAccepted) {
            step.effects().stream()
                .filter(CommonEffect.Transmit.class::isInstance)
                .forEach(held::add);
            return without(step, CommonEffect.Transmit.class::isInstance);
          }
          var effects = new ArrayList<>(step.effects());
          effects.addAll(held);
          held.clear();
          return new Step<>(step.next(), effects);
        };
      };
    }
  },

  /// Handlers are set up after the ack was taken; what stands right behind it finds none (R5).
  DEAF_BEHIND_THE_ACK {
    @Override
    public Supplier<Machine> machine() {
      return () -> {
        var deaf = new AtomicBoolean();
        return (state, event) -> {
          boolean order =
              event instanceof ClientEvent.OrderReceived
                  || event instanceof ClientEvent.CancelReceived;
          boolean lost = deaf.getAndSet(event instanceof ClientEvent.AckAccepted) && order;
          return lost ? stay(state) : ClientHandshake.step(state, event);
        };
      };
    }
  },

  /// The ack alone is not enough: another frame must come before anything is sent (R6).
  WAITS_FOR_A_THIRD_MESSAGE {
    @Override
    public Supplier<Machine> machine() {
      return () -> {
        var acks = new ArrayDeque<ClientEvent>();
        return (state, event) -> {
          if (event instanceof ClientEvent.AckAccepted) {
            acks.add(event);
            return stay(state);
          }
          return ClientHandshake.step(
              state, event instanceof PongReceived && !acks.isEmpty() ? acks.remove() : event);
        };
      };
    }
  },

  /// Any byte moves the handshake's deadline (R9).
  DEADLINE_PER_READ {
    @Override
    public Supplier<Machine> machine() {
      return () -> {
        var heard = new AtomicBoolean();
        return (state, event) -> {
          if (event instanceof PongReceived || event instanceof PingReceived) {
            heard.set(true);
          }
          return event instanceof HandshakeDeadlinePassed && heard.getAndSet(false)
              ? new Step<>(state, List.of(new CommonEffect.Arm(new Timer.HandshakeDeadline())))
              : ClientHandshake.step(state, event);
        };
      };
    }
  },

  /// Of two that send at once the second is told that there is no room (R10).
  ONE_SENDER_AT_A_TIME {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return event instanceof SendRequested(Send send)
              && state instanceof ClientState.Ready(var session)
              && session.outbox().unwritten().size() > 0
          ? refuse(state, send, new Refusal.Full(QueueLimit.DEFAULT))
          : ClientHandshake.step(state, event);
    }
  },

  /// An answer that comes at once finds no entry, which is made after the request was written
  /// (R11).
  ENTRY_AFTER_THE_WRITE {
    @Override
    public Supplier<Machine> machine() {
      return () -> {
        var fresh = new AtomicBoolean();
        return (state, event) -> {
          if (event instanceof ClientEvent.RequestMade) {
            fresh.set(true);
          }
          return event instanceof ClientEvent.ResponseReceived(PermissionResponse _)
                  && fresh.getAndSet(false)
              ? stay(state)
              : ClientHandshake.step(state, event);
        };
      };
    }
  },

  /// A request that races with the end enters the map after its last sweep (R11).
  ENTRY_AFTER_THE_SWEEP {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return event instanceof ClientEvent.RequestMade && state instanceof ClientState.Closed
          ? stay(state)
          : ClientHandshake.step(state, event);
    }
  },

  /// "Try again" is taken for "never" (R14).
  FIRST_REFUSAL_IS_FATAL {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return ClientHandshake.step(
          state,
          event instanceof ClientEvent.ConnectRefused(String detail)
              ? new ClientEvent.ConnectFailed(detail)
              : event);
    }
  },

  /// "Try again" is taken for "connected" (R14).
  REFUSED_IS_CONNECTED {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return ClientHandshake.step(
          state, event instanceof ClientEvent.ConnectRefused ? new Opened() : event);
    }
  },

  /// A close in a session does not let the rest leave (R15, O17).
  CLOSE_HANGS_UP {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      if (!(event instanceof ClientEvent.CloseRequested)
          || !(step.next() instanceof ClientState.Draining)) {
        return step;
      }
      var end = ClientHandshake.step(step.next(), new CloseDeadlinePassed());
      var effects = new ArrayList<>(step.effects());
      effects.addAll(end.effects());
      return new Step<>(end.next(), effects);
    }
  },

  /// The handshake stands in the user's queue, behind what came first (R17).
  HANDSHAKE_IN_THE_QUEUE {
    @Override
    public Supplier<Machine> machine() {
      return () -> {
        var first = new ArrayList<ClientEffect>();
        return (state, event) -> {
          if (event instanceof SendRequested(Send send) && first.isEmpty()) {
            first.add(new CommonEffect.Transmit(send));
          }
          var step = ClientHandshake.step(state, event);
          if (!(event instanceof Opened)) {
            return step;
          }
          var effects = new ArrayList<>(first);
          effects.addAll(step.effects());
          return new Step<>(step.next(), effects);
        };
      };
    }
  },

  /// A connection that comes about after the close is kept, by nobody (R20, O18).
  LATE_CONNECTION_STAYS {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      return step.next() instanceof ClientState.Closed
          ? without(step, CommonEffect.Hangup.class::isInstance)
          : step;
    }
  },

  /// The ack settles the request that waits instead of the handshake (O1).
  ACK_SETTLES_A_REQUEST {
    @Override
    public Supplier<Machine> machine() {
      return () -> {
        var asked = new ArrayDeque<String>();
        return (state, event) -> {
          if (event instanceof ClientEvent.RequestMade(var ask)) {
            asked.add(ask.requestId());
          }
          return ClientHandshake.step(
              state,
              event instanceof ClientEvent.AckAccepted && !asked.isEmpty()
                  ? new ClientEvent.RequestCancelled(asked.remove())
                  : event);
        };
      };
    }
  },

  /// Once a connection was ready, the next one counts as ready too, and its sends throw (O2).
  REMEMBERS_READY {
    @Override
    public Supplier<Machine> machine() {
      var complete = new AtomicBoolean();
      return () ->
          (state, event) -> {
            if (event instanceof ClientEvent.AckAccepted) {
              complete.set(true);
            }
            return event instanceof SendRequested(Send send)
                    && complete.get()
                    && state instanceof ClientState.Opening
                ? refuse(state, send, new Refusal.NotOpen(new CloseCause.ClosedLocally()))
                : ClientHandshake.step(state, event);
          };
    }
  },

  /// After a refusal the socket stays open (O7).
  REFUSED_STAYS_OPEN {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      return event instanceof ClientEvent.AckRefused
          ? without(step, CommonEffect.Hangup.class::isInstance)
          : step;
    }
  },

  /// Nobody hears of what an error stopped during the flush (O8).
  FLUSH_SWALLOWS_ERRORS {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      var step = ClientHandshake.step(state, event);
      return event instanceof ConnectionLost ? without(step, Settle.class::isInstance) : step;
    }
  },

  /// The gate before the ack holds back the handshake too (O13).
  GATE_HOLDS_THE_HANDSHAKE {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return without(
          ClientHandshake.step(state, event), ClientEffect.TransmitHandshake.class::isInstance);
    }
  },

  /// A failed attempt is an event that nobody listens to (O19).
  NOBODY_HEARS_A_FAILED_ATTEMPT {
    @Override
    Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
      return event instanceof ClientEvent.ConnectFailed
          ? stay(state)
          : ClientHandshake.step(state, event);
    }
  };

  @Override
  public String id() {
    return "race/" + name();
  }

  @Override
  public Supplier<Machine> machine() {
    return () -> this::step;
  }

  /// The faulty step of a machine without memory.
  Step<ClientState, ClientEffect> step(ClientState state, ClientEvent event) {
    return ClientHandshake.step(state, event);
  }

  private static Step<ClientState, ClientEffect> stay(ClientState state) {
    return new Step<>(state, List.of());
  }

  private static Step<ClientState, ClientEffect> refuse(
      ClientState state, Send send, Refusal refusal) {
    return new Step<>(state, List.of(new CommonEffect.Refuse(send.ticket(), refusal)));
  }

  private static Step<ClientState, ClientEffect> without(
      Step<ClientState, ClientEffect> step, Predicate<ClientEffect> which) {
    return new Step<>(step.next(), step.effects().stream().filter(which.negate()).toList());
  }
}
