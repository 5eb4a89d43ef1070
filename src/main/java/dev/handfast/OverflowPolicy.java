package dev.handfast;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// What a send does when the queue is full (HF-11); the caller chooses once, at the builder.
public sealed interface OverflowPolicy {

  /// The send fails at once with [HandfastException.QueueFull].
  record Fail() implements OverflowPolicy {}

  /// The send blocks its caller until there is room, and fails after the given time; in a callback
  /// on [CallbackThread#READER] it fails at once.
  ///
  /// Callers that wait get their turn in the order in which they came; a later send waits behind
  /// them, also where it would fit.
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

  /// The oldest messages of these types make room, no more of them than needed (HF-32).
  ///
  /// Each of them ends as [Delivery.Failed] with [FailureCause.Dropped]. One whose first byte has
  /// left is not dropped. Where even all of them would not make room, none is dropped and the send
  /// fails with [HandfastException.QueueFull].
  ///
  /// @param types what may be dropped, at least one
  record DropOldest(Set<Droppable> types) implements OverflowPolicy {
    /// Takes a copy of the set, and checks that it names something.
    ///
    /// @throws IllegalArgumentException where it is empty
    public DropOldest {
      types = Set.copyOf(types);
      if (types.isEmpty()) {
        throw new IllegalArgumentException(
            "dropOldest: got no type, wanted at least one; OverflowPolicy.fail() drops none");
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

  /// Makes room with the oldest messages of the chosen types.
  static OverflowPolicy dropOldest(Droppable first, Droppable... more) {
    return new DropOldest(EnumSet.of(first, more));
  }
}
