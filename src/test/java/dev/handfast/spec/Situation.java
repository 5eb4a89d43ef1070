package dev.handfast.spec;

import dev.handfast.QueueLimit;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.transition.Outbox;
import dev.handfast.transition.PendingQueue;
import dev.handfast.transition.Send;
import java.time.Duration;
import java.util.List;

/// What the cells of both tables have in common: the messages, and the words behind an event's
/// name.
final class Situation {
  static final QueueLimit LIMIT = new QueueLimit(10, 100);
  static final String OPEN_REQUEST = "r-1";
  static final String OTHER_REQUEST = "r-2";
  static final Duration TIMEOUT = Duration.ofMinutes(5);

  static final Send MESSAGE =
      new Send(1, EncodedFrame.ofText("{}"), Send.Loss.HARMLESS, Send.WhenFull.REFUSED);
  static final Send REQUEST = new Send(2, EncodedFrame.ofText("{}"));
  static final Send FITTING = new Send(3, EncodedFrame.ofText("{}"));
  static final Send DROPPING = pressing(95);
  static final Send OVERSIZE = pressing(200);

  private Situation() {}

  /// The message of a row: it fits, unless the row says that others must go, or that it is too
  /// much.
  static Send send(String words) {
    return words.endsWith("too much") ? OVERSIZE : words.endsWith("dropping") ? DROPPING : FITTING;
  }

  private static Send pressing(int bytes) {
    return new Send(
        3, EncodedFrame.ofText("x".repeat(bytes)), Send.Loss.FORBIDDEN, Send.WhenFull.DROPS_OLDEST);
  }

  /// The request that a row is about: the open one, unless the row says otherwise.
  static String requestId(String words) {
    return words.endsWith("unknown") ? OTHER_REQUEST : OPEN_REQUEST;
  }

  /// What is unwritten: a message and a request's, unless the row says that there is less.
  static PendingQueue queue(String words) {
    if (words.endsWith("empty")) {
      return queue(List.of());
    }
    return queue(words.endsWith("only") ? List.of(REQUEST) : List.of(MESSAGE, REQUEST));
  }

  static PendingQueue queue(List<Send> sends) {
    PendingQueue queue = PendingQueue.empty(LIMIT);
    for (Send send : sends) {
      queue = queue.plus(send);
    }
    return queue;
  }

  static Outbox outbox(PendingQueue queue) {
    return new Outbox(queue, Outbox.Head.UNTOUCHED);
  }
}
