package dev.handfast.conformance.reference;

import dev.handfast.conformance.reference.Desk.State;
import dev.handfast.conformance.script.Line;
import java.util.List;

/// One connection of the reference server without a script and without a time of its own: whoever
/// leads it says what happens next, and which alarm rings. Its program decides about requests when
/// it is told to.
public final class LedServer {
  private final Desk desk;
  private boolean verdictWanted;

  private LedServer(ServerSlip slip) {
    desk = new Desk(0, slip, _ -> verdictWanted = true);
    desk.decidesLater = true;
    desk.open(0);
  }

  /// A server to which a worker has connected.
  ///
  /// @param slip the mistake that it makes
  public static LedServer connected(ServerSlip slip) {
    return new LedServer(slip);
  }

  /// The worker writes, all lines in one piece.
  public void tells(List<Line> lines) {
    desk.told(lines);
    desk.work();
  }

  /// The worker ends its direction.
  ///
  /// @param both whether it closes the other one, too
  public void workerEnds(boolean both) {
    desk.workerEnds(both);
    desk.work();
  }

  /// Whether the program is asked for its verdict and has not given it.
  public boolean wantsVerdict() {
    return verdictWanted;
  }

  /// The program gives its verdict; too late where the connection has ended.
  public void decides(boolean letsIn) {
    verdictWanted = false;
    if (desk.state == State.AUTHORIZING) {
      if (letsIn) {
        desk.join("ann", "ann/1", 1, desk.now);
      } else {
        desk.refuse("Refused");
      }
      desk.work();
    }
  }

  /// How many requests wait for the program's decision.
  public int undecided() {
    return desk.undecided();
  }

  /// The program approves the oldest of them.
  public void decide() {
    desk.decide();
    desk.work();
  }

  /// The program gives an order to the session.
  ///
  /// @return why it is refused (HF-10); nothing where it is accepted
  public String order(String tag) {
    switch (desk.state) {
      case REGISTERED -> desk.write("inject_context " + tag);
      case HALF_CLOSED -> {
        return "ClosedLocally";
      }
      case NOBODY, AWAITING_HANDSHAKE, AUTHORIZING, CLOSED -> {
        return desk.cause;
      }
    }
    return "";
  }

  /// The program ends the session.
  public void close() {
    desk.close(Long.MAX_VALUE - 1);
    desk.work();
  }

  /// The handshake takes too long; false where it does not run.
  public boolean ringHandshake() {
    return ring(
        desk.hasDeadline()
            && (desk.state == State.AWAITING_HANDSHAKE || desk.state == State.AUTHORIZING));
  }

  /// The close takes too long; false where it does not run.
  public boolean ringClose() {
    return ring(desk.hasDeadline() && desk.state == State.HALF_CLOSED);
  }

  /// The next look at the worker's life; false where none will come.
  public boolean ringKeepalive() {
    return ring(desk.looks());
  }

  /// The worker was silent for too long when it comes; false where none will come.
  public boolean ringAfterSilence() {
    if (desk.looks()) {
      desk.fallSilent();
    }
    return ringKeepalive();
  }

  private boolean ring(boolean isSet) {
    if (isSet) {
      desk.ring();
      desk.work();
    }
    return isSet;
  }

  /// How far the connection is.
  public String phase() {
    return switch (desk.state) {
      case NOBODY -> "Nobody";
      case AWAITING_HANDSHAKE -> "AwaitingHandshake";
      case AUTHORIZING -> "Authorizing";
      case REGISTERED -> "Registered";
      case HALF_CLOSED -> "HalfClosed";
      case CLOSED -> "Closed";
    };
  }

  /// Why it has ended; nothing while it has not.
  public String cause() {
    return desk.cause;
  }

  /// What the worker has read so far.
  public List<String> frames() {
    return List.copyOf(desk.frames);
  }

  /// What the program has heard so far.
  public List<String> handled() {
    return List.copyOf(desk.handled);
  }

  /// How many frames were ignored and counted.
  public long counted() {
    return desk.counted;
  }
}
