package dev.handfast.conformance.script;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Something that can be made smaller, step by step, as long as it still shows what it showed.
///
/// @param <S> itself
public interface Shrinkable<S extends Shrinkable<S>> {

  /// Slightly smaller ones, those that leave out most first.
  Stream<S> smaller();

  /// One from which nothing can be left out.
  ///
  /// @param start shows it
  /// @param shows whether something shows it
  static <S extends Shrinkable<S>> S shortest(S start, Predicate<S> shows) {
    S best = start;
    for (Optional<S> next = next(best, shows); next.isPresent(); next = next(best, shows)) {
      best = next.get();
    }
    return best;
  }

  private static <S extends Shrinkable<S>> Optional<S> next(S from, Predicate<S> shows) {
    return from.smaller().filter(shows).findFirst();
  }
}
