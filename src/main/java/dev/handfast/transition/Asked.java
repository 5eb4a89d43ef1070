package dev.handfast.transition;

import dev.handfast.message.PermissionRequest;
import java.util.List;

/// The requests of a worker that have no answer yet, oldest first; immutable.
///
/// @param open the requests by id
public record Asked(ById<PermissionRequest> open) {

  /// Nothing is open.
  public static final Asked NONE = new Asked(ById.none());

  /// Whether a request of this id is open.
  boolean has(String requestId) {
    return open.get(requestId).isPresent();
  }

  /// The open request of this id.
  PermissionRequest get(String requestId) {
    return open.get(requestId)
        .orElseThrow(() -> new IllegalStateException("no request " + requestId + " is open"));
  }

  /// All that are open, oldest first.
  public List<PermissionRequest> all() {
    return open.all();
  }

  /// One more.
  Asked plus(PermissionRequest request) {
    return new Asked(open.plus(request.id(), request));
  }

  /// One less.
  Asked minus(String requestId) {
    return new Asked(open.minus(requestId));
  }
}
