package dev.handfast.transition;

import dev.handfast.CloseCause;
import dev.handfast.QueueLimit;

/// Where one connection of an orchestrator is; each state owns exactly what it needs.
public sealed interface ServerState {

  /// The worker has not said who it is.
  ///
  /// @param limit what a session may leave unwritten at most
  record AwaitingHandshake(QueueLimit limit) implements ServerState {}

  /// The worker has said who it is; the verdict is not here, and no bytes are read (HF-27).
  ///
  /// @param childId the identity that it claims
  /// @param limit what a session may leave unwritten at most
  record Authorizing(String childId, QueueLimit limit) implements ServerState {}

  /// The worker is in: it may report and ask, and be given orders.
  ///
  /// @param session who it is and what is on its way
  record Registered(Session session) implements Joined {}

  /// The owner wants to close, and some messages are not written yet (HF-12).
  ///
  /// @param session who it is and what is on its way
  record Draining(Session session) implements Joined {}

  /// Everything is written and our direction has ended; the worker's has not.
  ///
  /// @param session who it is
  record HalfClosed(Session session) implements Joined {}

  /// The end, for good (HF-10).
  ///
  /// @param cause the first cause
  record Closed(CloseCause cause) implements ServerState {}

  /// The states that have a session.
  sealed interface Joined extends ServerState permits Registered, Draining, HalfClosed {
    /// Who it is and what is on its way.
    Session session();
  }

  /// One worker's stay: an identity, a number, what is on its way (HF-15).
  ///
  /// @param childId the worker's identity
  /// @param epoch the session's number
  /// @param outbox what the kernel has not taken
  /// @param asked the worker's requests that have no answer yet
  record Session(String childId, long epoch, Outbox outbox, Asked asked) {
    Session with(Outbox other) {
      return new Session(childId, epoch, other, asked);
    }

    Session with(Asked other) {
      return new Session(childId, epoch, outbox, other);
    }

    /// Hands a request its one answer.
    Session answered(String requestId, Send answer) {
      return new Session(childId, epoch, outbox.plus(answer), asked.minus(requestId));
    }
  }

  /// The first state of every connection.
  ///
  /// @param limit what a session may leave unwritten at most
  static ServerState initial(QueueLimit limit) {
    return new AwaitingHandshake(limit);
  }

  /// The state's name as the specification spells it.
  default String name() {
    return getClass().getSimpleName();
  }
}
