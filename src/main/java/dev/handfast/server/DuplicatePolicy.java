package dev.handfast.server;

/// What happens when a worker shakes hands under the childId of one that is connected (HF-15).
public enum DuplicatePolicy {
  /// The new connection is refused.
  REJECT,
  /// The new connection takes the identity over, and the old one is closed.
  REPLACE
}
