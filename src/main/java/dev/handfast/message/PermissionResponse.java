package dev.handfast.message;

/// Answers the permission request that it names, and no other (HF-7).
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param requestId the id of the permission request
/// @param result what was decided
public record PermissionResponse(String id, long timestamp, String requestId, Decision result)
    implements Message {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "permission_response";

  @Override
  public String type() {
    return TYPE;
  }
}
