package dev.handfast.conformance.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All transitions of a machine's model, by the state in which they begin.
///
/// @param edges of each state, by input
public record StateGraph(Map<Map<String, Object>, Map<Map<String, Object>, Edge>> edges) {

  /// Reads the graph from what TLC printed while it checked the model.
  ///
  /// @throws IllegalArgumentException where the text holds no edges
  public static StateGraph parse(String printed) {
    var edges = new LinkedHashMap<Map<String, Object>, Map<Map<String, Object>, Edge>>();
    for (List<?> tuple : TlaText.tuples(printed, "edge")) {
      Edge edge = Edge.of(tuple);
      edges.computeIfAbsent(edge.from(), _ -> new LinkedHashMap<>()).put(edge.input(), edge);
    }
    if (edges.isEmpty()) {
      throw new IllegalArgumentException("TLC printed no edge");
    }
    return new StateGraph(edges);
  }

  /// How many states there are; every state has edges.
  public int states() {
    return edges.size();
  }

  /// How many transitions there are.
  public int transitions() {
    return edges.values().stream().mapToInt(Map::size).sum();
  }
}
