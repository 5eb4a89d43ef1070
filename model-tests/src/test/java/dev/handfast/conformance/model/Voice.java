package dev.handfast.conformance.model;

import dev.handfast.transition.Step;
import java.util.List;
import java.util.Map;

/// Says what a machine in Java does in the words of its model.
///
/// @param <S> the machine's states
/// @param <F> the machine's effects
interface Voice<S, F> {
  /// Where every life begins.
  S initial();

  /// The state in the model's words.
  Map<String, Object> state(S state);

  /// Gives the machine an input of the model.
  Step<S, F> step(S state, Map<String, Object> input);

  /// The effects in the model's words, in order.
  List<Map<String, Object>> effects(List<F> effects);
}
