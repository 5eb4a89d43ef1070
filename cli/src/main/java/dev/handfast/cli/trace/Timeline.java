package dev.handfast.cli.trace;

import dev.handfast.trace.TraceEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the entries of a trace say only together: how long after the first one each is, and which
/// worker's connection it is about. Gets each entry once, in the trace's order.
final class Timeline {
  private final Map<String, String> workers = new HashMap<>();
  private @Nullable Instant start;

  /// What is known about one entry.
  ///
  /// @param seconds since the first entry
  /// @param worker the worker's identity, once a frame of the connection has told it
  record Place(double seconds, Optional<String> worker) {}

  /// The next entry's place.
  Place next(TraceEntry entry) {
    if (start == null) {
      start = entry.time();
    }
    String connection = entry.role() + " " + entry.connection();
    entry
        .frame()
        .flatMap(ShortFrame::childId)
        .ifPresent(childId -> workers.putIfAbsent(connection, childId));
    return new Place(
        Duration.between(start, entry.time()).toNanos() / 1e9,
        Optional.ofNullable(workers.get(connection)));
  }
}
