package dev.handfast.architecture.canary.message;

import java.util.UUID;

/// A message that makes up its own id.
public record RandomMessage(UUID id) {
  /// A new one.
  public static RandomMessage fresh() {
    return new RandomMessage(UUID.randomUUID());
  }
}
