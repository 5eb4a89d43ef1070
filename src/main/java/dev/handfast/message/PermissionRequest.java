package dev.handfast.message;

/// Asks whether a tool may run; the frame's id names the request.
///
/// The tool runs only where an answer approves (HF-23).
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param childId the worker's identity
/// @param confirmation what is to be confirmed
public record PermissionRequest(
    String id, long timestamp, String childId, Confirmation confirmation) implements ChildMessage {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "permission_request";

  /// Checks the identity.
  ///
  /// @throws IllegalArgumentException where the childId is no valid identity
  public PermissionRequest {
    ChildId.check(childId);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
