package dev.handfast.conformance.reference;

/// A mistake that the reference server can be told to make.
public enum ServerSlip {
  /// No mistake.
  NONE,
  /// A second worker of a name is let in (HF-15).
  ACCEPTS_DUPLICATES,
  /// Messages before the handshake reach handlers (HF-13).
  DELIVERS_EARLY_FRAMES,
  /// What came with the handshake is lost (HF-18, HF-27).
  LOSES_WHAT_CAME_WITH_THE_HANDSHAKE,
  /// Somebody else's childId is taken (HF-15).
  TAKES_ANY_CHILD_ID,
  /// *Left* is not told where the worker broke the protocol (HF-14).
  NO_LEFT_AFTER_VIOLATION,
  /// A ping is not answered (HF-9).
  NO_PONG,
  /// A handshake may take for ever (HF-16).
  NO_HANDSHAKE_DEADLINE,
  /// A request that is open at a close gets no answer (HF-33).
  LEAVES_REQUESTS_OPEN
}
