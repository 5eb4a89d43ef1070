package dev.handfast.message;

import java.util.Optional;

/// Asks the worker to stop its task.
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param reason why, for a person to read
public record Cancel(String id, long timestamp, Optional<String> reason) implements Message {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "cancel";

  @Override
  public String type() {
    return TYPE;
  }
}
