package dev.handfast.transition;

/// What a worker accepted before the handshake was settled (HF-3).
///
/// @param queue the messages, in order of acceptance
/// @param asks those of them that are requests
public record Waiting(PendingQueue queue, Asks asks) {

  /// Whether one more message gets in; nothing has begun to leave.
  Admission admit(Send send) {
    return queue.admit(send, 0);
  }

  Waiting with(PendingQueue other) {
    return new Waiting(other, asks);
  }

  Waiting plus(Ask ask) {
    return new Waiting(queue, asks.plus(ask));
  }

  /// Takes a request back before it was transmitted (HF-8).
  Waiting minus(Ask ask) {
    return new Waiting(queue.without(ask.send().ticket()), asks.minus(ask.requestId()));
  }
}
