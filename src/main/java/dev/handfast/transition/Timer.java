package dev.handfast.transition;

import java.time.Duration;

/// The alarms that a machine may set; the driver knows the lengths that are not given here.
public sealed interface Timer {
  /// One deadline for everything up to the verdict, connecting included (HF-16, HF-19).
  record HandshakeDeadline() implements Timer {}

  /// The pause before the next attempt to connect; it grows with the attempts.
  ///
  /// @param attempt how many attempts have failed, from 1
  record RetryDelay(int attempt) implements Timer {}

  /// The next look at the peer's life (HF-21).
  record Keepalive() implements Timer {}

  /// The time-out of one request, from the call (HF-8).
  ///
  /// @param requestId the request
  /// @param after its time-out
  record RequestTimeout(String requestId, Duration after) implements Timer {}

  /// The end of a close's patience (HF-12).
  ///
  /// @param after the deadline that the caller gave
  record CloseDeadline(Duration after) implements Timer {}
}
