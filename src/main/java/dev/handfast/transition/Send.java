package dev.handfast.transition;

import dev.handfast.frame.EncodedFrame;

/// One message on its way, already encoded (HF-24).
///
/// @param ticket names the message towards its caller; never reused on one connection
/// @param frame the bytes that go on the wire
/// @param loss whether it may be dropped for a later one
/// @param whenFull what it does where there is no room
public record Send(long ticket, EncodedFrame frame, Loss loss, WhenFull whenFull) {

  /// Whether a message may be dropped for a later one (HF-32).
  public enum Loss {
    /// Never.
    FORBIDDEN,
    /// Its owner said so, by its type.
    HARMLESS
  }

  /// What a message does where there is no room (HF-11).
  public enum WhenFull {
    /// It is refused.
    REFUSED,
    /// It takes the place of the oldest that may be dropped (HF-32).
    DROPS_OLDEST
  }

  /// A message that is never dropped, and drops none.
  ///
  /// @param ticket names the message towards its caller
  /// @param frame the bytes that go on the wire
  public Send(long ticket, EncodedFrame frame) {
    this(ticket, frame, Loss.FORBIDDEN, WhenFull.REFUSED);
  }

  /// What the message counts against the queue's limit, in bytes.
  public int bytes() {
    return frame.length();
  }
}
