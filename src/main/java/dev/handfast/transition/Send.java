package dev.handfast.transition;

import dev.handfast.frame.EncodedFrame;

/// One message on its way, already encoded (HF-24).
///
/// @param ticket names the message towards its caller; never reused on one connection
/// @param frame the bytes that go on the wire
public record Send(long ticket, EncodedFrame frame) {
  /// What the message counts against the queue's limit, in bytes.
  public int bytes() {
    return frame.length();
  }
}
