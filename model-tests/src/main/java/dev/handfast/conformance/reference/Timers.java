package dev.handfast.conformance.reference;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// When what is due, in milliseconds from the start.
final class Timers {
  private final Map<String, Long> due = new LinkedHashMap<>();

  void set(String name, long at) {
    due.put(name, at);
  }

  void clear(String name) {
    due.remove(name);
  }

  void clear() {
    due.clear();
  }

  boolean isSet(String name) {
    return due.containsKey(name);
  }

  /// Clears it; false where it is not set.
  boolean take(String name) {
    return due.remove(name) != null;
  }

  long at(String name) {
    return due.getOrDefault(name, Long.MAX_VALUE);
  }

  /// The first that is due by then; of two at one moment, the one that was set first.
  Optional<String> first(long by) {
    return due.entrySet().stream()
        .filter(timer -> timer.getValue() <= by)
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }
}
