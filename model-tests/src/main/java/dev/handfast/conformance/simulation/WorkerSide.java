package dev.handfast.conformance.simulation;

import dev.handfast.QueueLimit;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.message.Answer;
import dev.handfast.message.HandshakeAck;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.CloseDeadlinePassed;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.ConnectionLost;
import dev.handfast.transition.HandshakeDeadlinePassed;
import dev.handfast.transition.KeepaliveDue;
import dev.handfast.transition.Outbox;
import dev.handfast.transition.Send;
import dev.handfast.transition.SendRequested;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Step;
import dev.handfast.transition.Timer;
import dev.handfast.transition.Withdraw;
import dev.handfast.transition.Wrote;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiFunction;

/// The worker: its machine, and what its effects do to the simulated network.
final class WorkerSide {
  private static final EncodedFrame FRAME = EncodedFrame.ofText("{}");
  private static final HandshakeAck ACK =
      new HandshakeAck("a", 1, Optional.empty(), Answer.accepted());

  private final BiFunction<ClientState, ClientEvent, Step<ClientState, ClientEffect>> machine;
  private final Books books;
  private final Queue<Letter> wire;
  private final Deque<Letter> outlet = new ArrayDeque<>();
  private final List<Timer> timers = new ArrayList<>();
  private ClientState state = ClientState.initial(new QueueLimit(4, 1_000));
  private boolean wantsToOpen;
  private boolean accepted;
  private boolean ends;
  private boolean gone;
  private long tickets;

  /// @param wire where its letters go
  WorkerSide(
      BiFunction<ClientState, ClientEvent, Step<ClientState, ClientEffect>> machine,
      Books books,
      Queue<Letter> wire) {
    this.machine = machine;
    this.books = books;
    this.wire = wire;
    step(new ClientEvent.Started());
  }

  boolean wantsToOpen() {
    return wantsToOpen;
  }

  boolean isClosed() {
    return state instanceof ClientState.Closed;
  }

  /// Whether its side of the connection is closed.
  boolean isGone() {
    return gone;
  }

  void connects(ClientEvent how) {
    wantsToOpen = false;
    step(how);
  }

  void sends() {
    long ticket = tickets++;
    books.accept(ticket);
    step(new SendRequested(new Send(ticket, FRAME)));
  }

  void closes() {
    step(new ClientEvent.CloseRequested(Duration.ofSeconds(1)));
  }

  void hears(Letter letter) {
    switch (letter) {
      case Letter.Verdict(boolean yes) -> {
        accepted |= yes;
        step(
            yes
                ? new ClientEvent.AckAccepted(ACK, ClientEvent.PeerKind.PLAIN)
                : new ClientEvent.AckRefused("no"));
      }
      case Letter.End _ -> step(new ConnectionLost("end of file"));
      case Letter.Introduction _, Letter.Report _ ->
          throw new IllegalStateException("orchestrators do not say " + letter);
    }
  }

  /// The kernel takes the oldest letters, at most so many; whether there was one.
  boolean writes(int most) {
    int messages = 0;
    int letters = 0;
    for (; letters < most && !outlet.isEmpty(); letters++) {
      Letter letter = outlet.remove();
      wire.add(letter);
      if (letter instanceof Letter.Report(long ticket)) {
        books.take(ticket);
        messages++;
      }
    }
    if (messages > 0) {
      step(new Wrote(messages, Outbox.Head.UNTOUCHED));
    }
    if (ends && outlet.isEmpty()) {
      ends = false;
      wire.add(new Letter.End());
    }
    return letters > 0;
  }

  /// One alarm rings; false where none is set.
  boolean rings(int which) {
    if (timers.isEmpty()) {
      return false;
    }
    switch (timers.remove(which % timers.size())) {
      case Timer.HandshakeDeadline _ -> step(new HandshakeDeadlinePassed());
      case Timer.RetryDelay _ -> step(new ClientEvent.RetryDue());
      case Timer.Keepalive _ -> step(new KeepaliveDue());
      case Timer.CloseDeadline _ -> step(new CloseDeadlinePassed());
      case Timer.RequestTimeout(String id, _) -> step(new ClientEvent.RequestTimedOut(id));
    }
    return true;
  }

  private void step(ClientEvent event) {
    Step<ClientState, ClientEffect> step = machine.apply(state, event);
    state = step.next();
    step.effects().forEach(this::perform);
  }

  private void perform(ClientEffect effect) {
    switch (effect) {
      case ClientEffect.Open _ -> wantsToOpen = true;
      case ClientEffect.TransmitHandshake _ -> outlet.add(new Letter.Introduction());
      case CommonEffect.Transmit(Send send) -> {
        if (!accepted) {
          books.complain("message " + send.ticket() + " left before the verdict");
        }
        outlet.add(new Letter.Report(send.ticket()));
      }
      case Withdraw(long ticket) -> outlet.remove(new Letter.Report(ticket));
      case Settle(long ticket, var delivery) -> books.settle(ticket, delivery);
      case CommonEffect.Refuse(long ticket, _) -> books.refuse(ticket);
      case CommonEffect.Arm(Timer timer) -> timers.add(timer);
      case CommonEffect.Disarm(Timer timer) -> timers.remove(timer);
      case CommonEffect.HalfClose _ -> ends = true;
      case CommonEffect.Hangup _ -> hangsUp();
      case ClientEffect.AnnounceReady _, ClientEffect.Answer _, ClientEffect.EndRequest _ -> {}
      case CommonEffect.Deliver _, CommonEffect.Ignore _, CommonEffect.AnnounceClosed _ -> {}
      case CommonEffect.TransmitPing _, CommonEffect.TransmitPong _ -> {}
      case CommonEffect.TransmitProtocolError _ -> {}
    }
  }

  private void hangsUp() {
    timers.clear();
    outlet.clear();
    ends = false;
    gone = true;
    wire.add(new Letter.End());
  }
}
