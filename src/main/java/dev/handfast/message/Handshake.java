package dev.handfast.message;

import java.util.Optional;

/// Opens a connection: the worker says who it is.
///
/// From the worker, first and once (HF-2).
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param worker who connects, and for what
/// @param protocol which versions the worker speaks; absent from an original peer
public record Handshake(
    String id, long timestamp, WorkerIdentity worker, Optional<ProtocolOffer> protocol)
    implements ChildMessage {
  /// The type as it is spelt on the wire.
  public static final String TYPE = "handshake";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String childId() {
    return worker.childId();
  }
}
