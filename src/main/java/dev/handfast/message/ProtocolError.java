package dev.handfast.message;

import java.util.Optional;

/// Tells the peer how it broke the protocol; the connection ends after it (HF-17).
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param code the violation's code, spelt as in [dev.handfast.ViolationCode#wire()]; a later
///   version may have more
/// @param message one sentence for a person
/// @param requestId the id of the frame at fault, where it is known
public record ProtocolError(
    String id, long timestamp, String code, String message, Optional<String> requestId)
    implements Message {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "protocol_error";

  @Override
  public String type() {
    return TYPE;
  }
}
