package dev.handfast.message;

/// Tells what the worker is doing.
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param childId the worker's identity
/// @param report what it is doing
public record StatusUpdate(String id, long timestamp, String childId, StatusReport report)
    implements ChildMessage {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "status_update";

  /// Checks the identity.
  ///
  /// @throws IllegalArgumentException where the childId is no valid identity
  public StatusUpdate {
    ChildId.check(childId);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
