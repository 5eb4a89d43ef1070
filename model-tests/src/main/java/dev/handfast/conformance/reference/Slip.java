package dev.handfast.conformance.reference;

/// A mistake that the reference can be told to make, so that a test can show that it would be
/// noticed.
public enum Slip {
  /// No mistake: what the specification asks for.
  NONE,
  /// Ready as soon as the connection stands (HF-1, the seed's bug).
  READY_TOO_EARLY,
  /// The second queued message is forgotten at the flush (HF-3).
  LOSES_SECOND_QUEUED,
  /// The queue leaves last in, first out (HF-3).
  REORDERS_AT_FLUSH,
  /// After a refusal nobody hears of the queue (HF-5).
  FORGETS_QUEUE_ON_REFUSAL,
  /// A second ack answers the oldest request (HF-6).
  SECOND_ACK_ANSWERS,
  /// Any response answers the oldest request (HF-7).
  RESPONSE_ANSWERS_OLDEST,
  /// A request that timed out in the queue is sent all the same (HF-8).
  SENDS_WITHDRAWN,
  /// A ping that waits for the verdict is not answered (HF-9).
  NO_PONG_BEFORE_READY,
  /// The queue takes one message too many (HF-11).
  QUEUE_OFF_BY_ONE,
  /// A close before the ack drops the queue (HF-12).
  CLOSE_DROPS_QUEUE,
  /// A message that is cut in the middle counts as failed (HF-5).
  CUT_IS_FAILED,
  /// A cancel leaves the requests open.
  CANCEL_LEAVES_REQUESTS,
  /// Pings also where the ack had no protocol (HF-26).
  PINGS_EVERYBODY,
  /// A line of the log is dropped though there was room (HF-32).
  DROPS_THOUGH_THERE_IS_ROOM,
  /// The newest line of the log makes room (HF-32).
  DROPS_THE_NEWEST,
  /// Nobody hears of a line that was dropped (HF-5).
  DROPS_SILENTLY,
  /// A request makes room like a line of the log (HF-32).
  DROPS_REQUESTS,
  /// Lines are dropped for a message that does not fit all the same (HF-32).
  DROPS_IN_VAIN,
  /// A line that has begun to leave is dropped (HF-32).
  DROPS_WHAT_HAS_BEGUN
}
