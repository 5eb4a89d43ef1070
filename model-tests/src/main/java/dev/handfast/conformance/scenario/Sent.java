package dev.handfast.conformance.scenario;

import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import java.util.Optional;
import java.util.function.Supplier;

/// A message that somebody sent, and whether it was accepted.
///
/// @param tag tells it from the others, on the wire too
/// @param receipt empty where it was refused
record Sent(String tag, Optional<Receipt> receipt) {

  /// Makes the call.
  static Sent by(String tag, Supplier<Receipt> call) {
    try {
      return new Sent(tag, Optional.of(call.get()));
    } catch (HandfastException.Closed | HandfastException.QueueFull refused) {
      return new Sent(tag, Optional.empty());
    }
  }

  /// Whoever sends; messages of one sender keep their order.
  char sender() {
    return tag.charAt(0);
  }
}
