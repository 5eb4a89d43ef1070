package dev.handfast.message;

/// Asks for a sign of life (HF-9).
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
public record Ping(String id, long timestamp) implements Message {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "ping";

  @Override
  public String type() {
    return TYPE;
  }
}
