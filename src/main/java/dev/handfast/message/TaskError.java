package dev.handfast.message;

/// Ends a task, or an attempt at it, with an error.
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param childId the worker's identity
/// @param error what went wrong
public record TaskError(String id, long timestamp, String childId, TaskFailure error)
    implements ChildMessage {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "task_error";

  /// Checks the identity.
  ///
  /// @throws IllegalArgumentException where the childId is no valid identity
  public TaskError {
    ChildId.check(childId);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
