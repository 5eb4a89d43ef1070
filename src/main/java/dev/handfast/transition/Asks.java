package dev.handfast.transition;

import dev.handfast.QueueLimit;
import java.util.List;

/// The requests that wait for their answers, oldest first; immutable.
///
/// @param open the requests by id
public record Asks(ById<Ask> open) {

  /// No request waits.
  public static final Asks NONE = new Asks(ById.none());

  /// Whether a request of this id waits.
  boolean has(String requestId) {
    return open.get(requestId).isPresent();
  }

  /// Whether so many wait as messages may (HF-11).
  boolean isFull(QueueLimit limit) {
    return open.size() >= limit.messages();
  }

  /// The waiting request of this id.
  Ask get(String requestId) {
    return open.get(requestId)
        .orElseThrow(() -> new IllegalStateException("no request " + requestId + " waits"));
  }

  /// All that wait, oldest first.
  List<Ask> all() {
    return open.all();
  }

  /// One more.
  Asks plus(Ask ask) {
    return new Asks(open.plus(ask.requestId(), ask));
  }

  /// One less.
  Asks minus(String requestId) {
    return new Asks(open.minus(requestId));
  }
}
