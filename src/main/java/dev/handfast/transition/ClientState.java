package dev.handfast.transition;

import dev.handfast.CloseCause;
import dev.handfast.QueueLimit;

/// Where a worker's connection is; each state owns exactly what it needs.
///
/// Only the states before [Ready] hold what is [Waiting]; only those after it hold a [Session].
public sealed interface ClientState {

  /// Nothing has been started.
  ///
  /// @param waiting what was accepted so far
  record Idle(Waiting waiting) implements ClientState {}

  /// An attempt to connect runs, or waits for its turn.
  ///
  /// @param waiting what was accepted so far
  /// @param failures how many attempts have failed
  /// @param obstacle what the last one met
  record Connecting(Waiting waiting, int failures, String obstacle) implements Opening {}

  /// The handshake is written, the verdict is not here.
  ///
  /// @param waiting what was accepted so far
  record AwaitingAck(Waiting waiting) implements Opening {}

  /// The owner wants to close, and what was accepted still waits for the verdict (HF-12).
  ///
  /// @param before where the handshake is
  record Finishing(Opening before) implements ClientState {}

  /// The handshake was accepted: messages go straight to the writer.
  ///
  /// @param session what is on its way
  record Ready(Session session) implements ClientState {}

  /// The owner wants to close, and some messages are not written yet (HF-12).
  ///
  /// @param session what is on its way
  record Draining(Session session) implements ClientState {}

  /// Everything is written and our direction has ended; the peer's has not.
  ///
  /// @param session what is on its way: nothing but requests without an answer
  record HalfClosed(Session session) implements ClientState {}

  /// The end, for good (HF-10).
  ///
  /// @param cause the first cause
  record Closed(CloseCause cause) implements ClientState {}

  /// The two states in which the handshake is on its way.
  sealed interface Opening extends ClientState permits Connecting, AwaitingAck {
    /// What was accepted so far.
    Waiting waiting();
  }

  /// What is on its way once the handshake was accepted.
  ///
  /// @param outbox what the kernel has not taken
  /// @param asks the requests without an answer
  record Session(Outbox outbox, Asks asks) {}

  /// The first state of every client.
  ///
  /// @param limit what may wait at most
  static ClientState initial(QueueLimit limit) {
    return new Idle(new Waiting(PendingQueue.empty(limit), Asks.NONE));
  }

  /// The state's name as the specification spells it.
  default String name() {
    return getClass().getSimpleName();
  }
}
