package dev.handfast;

import java.time.Duration;

/// What a send does when the queue is full (HF-11); the caller chooses once, at the builder.
public sealed interface OverflowPolicy {

  /// The send fails at once with [HandfastException.QueueFull].
  record Fail() implements OverflowPolicy {}

  /// The send blocks its caller until there is room, and fails after the given time.
  ///
  /// @param limit the longest wait
  record WaitUpTo(Duration limit) implements OverflowPolicy {
    /// Checks the wait.
    ///
    /// @throws IllegalArgumentException where it is not positive
    public WaitUpTo {
      if (limit.isNegative() || limit.isZero()) {
        throw new IllegalArgumentException(
            "waitUpTo: got "
                + limit
                + ", wanted more than zero; OverflowPolicy.fail() waits never");
      }
    }
  }

  /// Fails at once.
  static OverflowPolicy fail() {
    return new Fail();
  }

  /// Waits for room, at most this long.
  static OverflowPolicy waitUpTo(Duration limit) {
    return new WaitUpTo(limit);
  }
}
