package dev.handfast.transition;

/// What a worker accepted before the handshake was settled (HF-3).
///
/// @param queue the messages, in order of acceptance
/// @param asks those of them that are requests
public record Waiting(PendingQueue queue, Asks asks) {

  Waiting plus(Send send) {
    return new Waiting(queue.plus(send), asks);
  }

  Waiting plus(Ask ask) {
    return new Waiting(queue.plus(ask.send()), asks.plus(ask));
  }

  /// Takes a request back before it was transmitted (HF-8).
  Waiting minus(Ask ask) {
    return new Waiting(queue.without(ask.send().ticket()), asks.minus(ask.requestId()));
  }
}
