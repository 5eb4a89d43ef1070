package dev.handfast.transition;

import dev.handfast.QueueLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The requests that wait for their answers, oldest first; immutable.
///
/// Their number is bounded by the queue's limit of messages, so a copy per change stays cheap.
///
/// @param open the requests by id
public record Asks(Map<String, Ask> open) {

  /// No request waits.
  public static final Asks NONE = new Asks(Map.of());

  /// Takes the map over; callers of this package never change it afterwards.
  public Asks {}

  /// Whether a request of this id waits.
  boolean has(String requestId) {
    return open.containsKey(requestId);
  }

  /// Whether so many wait as messages may (HF-11).
  boolean isFull(QueueLimit limit) {
    return open.size() >= limit.messages();
  }

  /// The waiting request of this id.
  Ask get(String requestId) {
    Ask ask = open.get(requestId);
    if (ask == null) {
      throw new IllegalStateException("no request " + requestId + " waits");
    }
    return ask;
  }

  /// All that wait, oldest first.
  List<Ask> all() {
    return List.copyOf(open.values());
  }

  /// One more.
  Asks plus(Ask ask) {
    var more = new LinkedHashMap<>(open);
    more.put(ask.requestId(), ask);
    return new Asks(more);
  }

  /// One less.
  Asks minus(String requestId) {
    var less = new LinkedHashMap<>(open);
    less.remove(requestId);
    return new Asks(less);
  }
}
