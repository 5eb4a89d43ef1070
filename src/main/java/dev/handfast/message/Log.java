package dev.handfast.message;

/// Carries one piece of a worker's output.
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param childId the worker's identity
/// @param level what sort of output it is
/// @param content the output itself
public record Log(String id, long timestamp, String childId, LogLevel level, String content)
    implements ChildMessage {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "log";

  /// Checks the identity.
  ///
  /// @throws IllegalArgumentException where the childId is no valid identity
  public Log {
    ChildId.check(childId);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
