package dev.handfast.transition;

import java.util.List;

/// The answer of a machine to one event: where it is now, and what is to be done, in order.
///
/// @param next the state from now on
/// @param effects the orders, to be carried out in this order
/// @param <S> the states of the machine
/// @param <F> the effects of the machine
public record Step<S, F>(S next, List<F> effects) {
  /// Takes a copy, so that a step never changes.
  public Step {
    effects = List.copyOf(effects);
  }
}
