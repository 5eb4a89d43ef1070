package dev.handfast.architecture.canary.transition;

import java.time.Instant;

/// A machine that looks at the clock.
public record ClockInTheMachine(Instant since) {
  /// Now.
  public static ClockInTheMachine now() {
    return new ClockInTheMachine(Instant.now());
  }
}
