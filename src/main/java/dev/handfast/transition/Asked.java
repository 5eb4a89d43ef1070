package dev.handfast.transition;

import dev.handfast.message.PermissionRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The requests of a worker that have no answer yet, oldest first; immutable.
///
/// Handlers owe only so many answers as are allowed to wait for them, so a copy per change stays
/// cheap.
///
/// @param open the requests by id
public record Asked(Map<String, PermissionRequest> open) {

  /// Nothing is open.
  public static final Asked NONE = new Asked(Map.of());

  /// Takes the map over; callers of this package never change it afterwards.
  public Asked {}

  /// Whether a request of this id is open.
  boolean has(String requestId) {
    return open.containsKey(requestId);
  }

  /// The open request of this id.
  PermissionRequest get(String requestId) {
    PermissionRequest request = open.get(requestId);
    if (request == null) {
      throw new IllegalStateException("no request " + requestId + " is open");
    }
    return request;
  }

  /// All that are open, oldest first.
  public List<PermissionRequest> all() {
    return List.copyOf(open.values());
  }

  /// One more.
  Asked plus(PermissionRequest request) {
    var more = new LinkedHashMap<>(open);
    more.put(request.id(), request);
    return new Asked(more);
  }

  /// One less.
  Asked minus(String requestId) {
    var less = new LinkedHashMap<>(open);
    less.remove(requestId);
    return new Asked(less);
  }
}
