package dev.handfast.conformance.simulation;

import dev.handfast.QueueLimit;
import dev.handfast.message.Handshake;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.WorkerIdentity;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.ConnectionLost;
import dev.handfast.transition.HandshakeDeadlinePassed;
import dev.handfast.transition.Opened;
import dev.handfast.transition.ServerEffect;
import dev.handfast.transition.ServerEvent;
import dev.handfast.transition.ServerHandshake;
import dev.handfast.transition.ServerState;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Step;
import dev.handfast.transition.Timer;
import dev.handfast.transition.Withdraw;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// The orchestrator's side of one connection: its machine, and what its effects do to the simulated
/// network.
final class OrchestratorSide {
  private static final String ANN = "ann";
  private static final Handshake HANDSHAKE =
      new Handshake(
          "h",
          1,
          new WorkerIdentity(ANN, "/w", "b", "t", Optional.empty(), Optional.empty()),
          Optional.empty());

  private final Books books;
  private final Queue<Letter> wire;
  private ServerState state = ServerState.initial(new QueueLimit(4, 1_000));
  private boolean asked;
  private boolean deadline;
  private boolean reads = true;
  private boolean gone;

  /// @param wire where its letters go
  OrchestratorSide(Books books, Queue<Letter> wire) {
    this.books = books;
    this.wire = wire;
  }

  void opens() {
    step(new Opened());
  }

  /// Whether it takes letters at present (HF-27).
  boolean reads() {
    return reads && !gone;
  }

  boolean isClosed() {
    return state instanceof ServerState.Closed;
  }

  /// Whether its side of the connection is closed.
  boolean isGone() {
    return gone;
  }

  void hears(Letter letter) {
    switch (letter) {
      case Letter.Introduction _ -> step(new ServerEvent.HandshakeReceived(HANDSHAKE));
      case Letter.Report(long ticket) ->
          step(
              new ServerEvent.ReportReceived(
                  ANN, new Log("m", ticket, ANN, LogLevel.TEXT, "report")));
      case Letter.End _ -> step(new ConnectionLost("end of file"));
      case Letter.Verdict _ -> throw new IllegalStateException("workers give no verdict");
    }
  }

  /// Its owner decides, if there is something to decide.
  boolean decides(boolean yes) {
    boolean decides = asked;
    asked = false;
    if (decides) {
      step(yes ? new ServerEvent.VerdictAccepted(ANN, 1) : new ServerEvent.VerdictRefused("no"));
    }
    return decides;
  }

  void closes() {
    step(new ServerEvent.CloseRequested(Duration.ofSeconds(1), Map.of()));
  }

  void losesPatience() {
    if (deadline) {
      deadline = false;
      step(new HandshakeDeadlinePassed());
    }
  }

  private void step(ServerEvent event) {
    Step<ServerState, ServerEffect> step = ServerHandshake.step(state, event);
    state = step.next();
    step.effects().forEach(this::perform);
  }

  private void perform(ServerEffect effect) {
    switch (effect) {
      case ServerEffect.StopReading _ -> reads = false;
      case ServerEffect.GoOnReading _ -> reads = true;
      case ServerEffect.Authorize _ -> asked = true;
      case ServerEffect.TransmitAck _ -> wire.add(new Letter.Verdict(true));
      case ServerEffect.TransmitRefusal _ -> wire.add(new Letter.Verdict(false));
      case CommonEffect.Deliver(var message) -> {
        if (message instanceof Log log) {
          books.arrive(log.timestamp());
        }
      }
      case CommonEffect.TransmitProtocolError(var violation) ->
          books.complain("the orchestrator complains: " + violation.message());
      case CommonEffect.Arm(Timer timer) -> deadline |= timer instanceof Timer.HandshakeDeadline;
      case CommonEffect.Disarm(Timer timer) ->
          deadline &= !(timer instanceof Timer.HandshakeDeadline);
      case CommonEffect.HalfClose _ -> wire.add(new Letter.End());
      case CommonEffect.Hangup _ -> {
        gone = true;
        wire.add(new Letter.End());
      }
      case ServerEffect.AnnounceJoined _, ServerEffect.AnnounceLeft _ -> {}
      case ServerEffect.AnnounceAnswered _ -> {} // its workers ask nothing
      case ServerEffect.Release _, CommonEffect.Transmit _, CommonEffect.Refuse _ -> {}
      case CommonEffect.Ignore _, CommonEffect.AnnounceClosed _ -> {}
      case CommonEffect.TransmitPing _, CommonEffect.TransmitPong _ -> {}
      case Withdraw _, Settle _ -> {}
    }
  }
}
