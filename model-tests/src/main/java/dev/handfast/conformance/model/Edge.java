package dev.handfast.conformance.model;

import java.util.List;
import java.util.Map;

/// One transition of a machine's model.
///
/// @param from the state
/// @param input what happens in it
/// @param effects what follows, in order
/// @param to the next state
public record Edge(
    Map<String, Object> from,
    Map<String, Object> input,
    List<Map<String, Object>> effects,
    Map<String, Object> to) {

  @SuppressWarnings("unchecked")
  static Edge of(List<?> tuple) {
    return new Edge(
        (Map<String, Object>) tuple.get(1),
        (Map<String, Object>) tuple.get(2),
        (List<Map<String, Object>>) tuple.get(3),
        (Map<String, Object>) tuple.get(4));
  }
}
