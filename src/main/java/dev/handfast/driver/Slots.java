package dev.handfast.driver;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Values under numbers that follow one another, in a ring that is as long as the oldest value is
/// old; for values that leave about in the order in which they came.
///
/// @param <T> the values
final class Slots<T> {
  private static final int SMALLEST = 8;
  private static final Object[] NONE = {};

  private @Nullable Object[] ring = NONE;
  private long first; // the oldest that is here, or next
  private long next;

  /// Puts a value under the next number, from 0, and gives the number.
  long add(T value) {
    if (next - first == ring.length) {
      grow();
    }
    ring[slot(next)] = value;
    return next++;
  }

  /// Takes the value away, if it is still here.
  @SuppressWarnings("unchecked") // only add puts something in
  Optional<T> remove(long number) {
    if (number < first || number >= next) {
      return Optional.empty();
    }
    Optional<T> value = Optional.ofNullable((T) ring[slot(number)]);
    ring[slot(number)] = null;
    while (first < next && ring[slot(first)] == null) {
      first++;
    }
    return value;
  }

  private int slot(long number) {
    return (int) (number & (ring.length - 1)); // its length is a power of two
  }

  private void grow() {
    @Nullable Object[] old = ring;
    ring = new Object[Math.max(SMALLEST, 2 * old.length)];
    for (long number = first; number < next; number++) {
      ring[slot(number)] = old[(int) (number & (old.length - 1))];
    }
  }
}
