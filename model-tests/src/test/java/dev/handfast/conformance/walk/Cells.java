package dev.handfast.conformance.walk;

import dev.handfast.conformance.model.Edge;
import dev.handfast.conformance.model.StateGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The cells of a model's graph; those are one that differ only in the numbers that messages and
/// requests happen to have.
///
/// @param all one of each
/// @param missed those of them that nobody has passed
record Cells(Collection<Edge> all, Collection<Edge> missed) {
  private static final Set<String> NEW = Set.of("SendRequested", "RequestMade");

  static Cells of(StateGraph graph, Set<Edge> passed) {
    Map<Object, Edge> all = new HashMap<>();
    graph
        .edges()
        .values()
        .forEach(edges -> edges.values().forEach(edge -> all.put(key(edge), edge)));
    Map<Object, Edge> missed = new HashMap<>(all);
    passed.forEach(edge -> missed.remove(key(edge)));
    return new Cells(all.values(), missed.values());
  }

  /// The state and the input with places instead of numbers: in the queue first, and then among the
  /// requests.
  private static Object key(Edge edge) {
    var state = new HashMap<>(edge.from());
    List<Object> messages = new ArrayList<>((Collection<?>) state.remove("queue"));
    List<?> asks =
        ((Collection<?>) state.getOrDefault("asks", List.of())).stream().sorted().toList();
    asks.stream().filter(id -> !messages.contains(id)).forEach(messages::add);
    List<?> requests =
        state.get("asking") instanceof List<?> asking ? List.copyOf(asking) : messages;
    state.put("asks", asks.stream().map(messages::indexOf).sorted().toList());
    state.put("asking", requests.size());
    state.put("queue", ((Collection<?>) edge.from().get("queue")).size());
    var input = new HashMap<>(edge.input());
    input.remove("ticket");
    input.remove("tickets");
    if (input.containsKey("id")) {
      input.put("id", NEW.contains(input.get("type")) ? "new" : requests.indexOf(input.get("id")));
    }
    return List.of(state, input);
  }
}
