package dev.handfast.message;

/// Answers a ping.
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
public record Pong(String id, long timestamp) implements Message {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "pong";

  @Override
  public String type() {
    return TYPE;
  }
}
