package dev.handfast.driver;

import dev.handfast.seam.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// Whether a link is read, and since when nothing was heard of its peer.
///
/// Guarded by the connection's lock; [#isPaused()] and [#heard()] are for any thread.
final class Listening {
  private final Clock clock;
  private final Set<Connection.Pause> reasons = EnumSet.noneOf(Connection.Pause.class);
  private volatile State state = State.ON;
  private volatile long heardAt;

  private enum State {
    ON,
    PAUSED,
    /// No reason is left, and the owner thread has not read on yet.
    RESUMING
  }

  Listening(Clock clock) {
    this.clock = clock;
    this.heardAt = clock.nanos();
  }

  /// Something has come, or nobody could have been heard until now.
  void heard() {
    heardAt = clock.nanos();
  }

  boolean isPaused() {
    return state == State.PAUSED;
  }

  void pause(Connection.Pause reason) {
    reasons.add(reason);
    state = State.PAUSED;
  }

  /// Takes a reason away; whether that ended the pause.
  boolean resume(Connection.Pause reason) {
    if (!reasons.remove(reason) || !reasons.isEmpty()) {
      return false;
    }
    heard();
    state = State.RESUMING;
    return true;
  }

  boolean isResuming() {
    return state == State.RESUMING;
  }

  /// The owner thread reads on now; whether it had to be told.
  boolean resumed() {
    boolean told = isResuming();
    if (told) {
      state = State.ON;
    }
    return told;
  }

  /// How long nothing was heard; a peer is not silent while it is we who do not listen.
  Duration silence() {
    if (reasons.contains(Connection.Pause.HANDLERS) || reasons.contains(Connection.Pause.VERDICT)) {
      heard();
    }
    return Duration.ofNanos(clock.nanos() - heardAt);
  }
}
