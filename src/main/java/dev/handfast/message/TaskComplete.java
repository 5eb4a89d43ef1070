package dev.handfast.message;

/// Ends a task with its result.
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param childId the worker's identity
/// @param result what came of the task
public record TaskComplete(String id, long timestamp, String childId, TaskResult result)
    implements ChildMessage {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "task_complete";

  /// Checks the identity.
  ///
  /// @throws IllegalArgumentException where the childId is no valid identity
  public TaskComplete {
    ChildId.check(childId);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
