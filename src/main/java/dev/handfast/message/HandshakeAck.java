package dev.handfast.message;

import java.util.Optional;

/// Settles the handshake, and nothing else (HF-6).
///
/// From the orchestrator.
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param requestId the handshake's id; absent from an original peer
/// @param answer accepted or refused
public record HandshakeAck(String id, long timestamp, Optional<String> requestId, Answer answer)
    implements Message {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "handshake_ack";

  @Override
  public String type() {
    return TYPE;
  }
}
