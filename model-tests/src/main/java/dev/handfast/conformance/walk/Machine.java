package dev.handfast.conformance.walk;

import dev.handfast.transition.Step;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The machine in the middle of a scene: whatever decides what follows from an event.
///
/// @param <E> the events
/// @param <F> the effects
interface Machine<E, F> {
  /// Another one in the same state.
  Machine<E, F> copy();

  /// Goes on to the next state.
  ///
  /// @return what is ordered, in order
  List<F> step(E event);

  /// Where it is.
  Portrait portrait();

  /// A pure function as such a machine.
  ///
  /// @param first where it begins
  /// @param portrait what its states look like
  static <S, E, F> Machine<E, F> of(
      S first, BiFunction<S, E, Step<S, F>> function, Function<S, Portrait> portrait) {
    return new Machine<>() {
      private S state = first;

      @Override
      public Machine<E, F> copy() {
        return of(state, function, portrait);
      }

      @Override
      public List<F> step(E event) {
        Step<S, F> step = function.apply(state, event);
        state = step.next();
        return step.effects();
      }

      @Override
      public Portrait portrait() {
        return portrait.apply(state);
      }
    };
  }
}
