package dev.handfast.transition;

import dev.handfast.CloseCause;
import dev.handfast.QueueLimit;

/// Why a send was not accepted at all; its caller is told at the call.
public sealed interface Refusal {
  /// There is no room (HF-11).
  ///
  /// @param limit the limit that is reached
  record Full(QueueLimit limit) implements Refusal {}

  /// The connection is ending or has ended (HF-10).
  ///
  /// @param cause the first cause
  record NotOpen(CloseCause cause) implements Refusal {}

  /// Nobody waits for this reply: it was given before, or the request was never made (HF-7).
  ///
  /// @param requestId what the reply names
  record NobodyAsks(String requestId) implements Refusal {}
}
