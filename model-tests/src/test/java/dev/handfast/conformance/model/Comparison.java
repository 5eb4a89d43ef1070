package dev.handfast.conformance.model;

import dev.handfast.transition.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Walks a machine in Java and its model side by side, by every input in every reachable state.
///
/// The machine is asked, not looked up: whatever stands in the model's graph is given to `step`.
/// States are visited in the order of their distance, so the first difference has a shortest
/// script.
final class Comparison<S, F> {
  private final StateGraph graph;
  private final Voice<S, F> voice;
  private final Map<Map<String, Object>, List<String>> scripts = new HashMap<>();
  private final List<String> differences = new ArrayList<>();
  private int compared;

  private Comparison(StateGraph graph, Voice<S, F> voice) {
    this.graph = graph;
    this.voice = voice;
  }

  /// What was seen.
  ///
  /// @param states how many states both have
  /// @param transitions how many cells were compared
  /// @param missing the model's states that the machine never reached
  /// @param differences each with its shortest script, nearest first
  record Result(
      int states, int transitions, Set<Map<String, Object>> missing, List<String> differences) {}

  static <S, F> Result of(StateGraph graph, Voice<S, F> voice) {
    return new Comparison<>(graph, voice).walk();
  }

  private Result walk() {
    var queue = new ArrayDeque<S>();
    S first = voice.initial();
    scripts.put(voice.state(first), List.of());
    queue.add(first);
    while (!queue.isEmpty() && differences.isEmpty()) {
      S state = queue.remove();
      Map<String, Object> here = voice.state(state);
      if (!graph.edges().containsKey(here)) {
        differences.add(script(here) + "\n  the model has no state " + here);
        continue;
      }
      graph.edges().get(here).values().forEach(edge -> queue.addAll(compare(state, edge)));
    }
    var missing = new HashSet<>(graph.edges().keySet());
    missing.removeAll(scripts.keySet());
    return new Result(scripts.size(), compared, missing, differences);
  }

  private List<S> compare(S state, Edge edge) {
    compared++;
    Step<S, F> step = voice.step(state, edge.input());
    Map<String, Object> next = voice.state(step.next());
    tell("goes to", edge, edge.to(), next);
    tell(
        "does",
        edge,
        Order.ofRequests(edge.effects()),
        Order.ofRequests(voice.effects(step.effects())));
    if (scripts.containsKey(next)) {
      return List.of();
    }
    var script = new ArrayList<>(scripts.get(edge.from()));
    script.add(words(edge.input()));
    scripts.put(next, script);
    return List.of(step.next());
  }

  private void tell(String what, Edge edge, Object model, Object machine) {
    if (!model.equals(machine)) {
      differences.add(
          "%s\n  then %s: the model %s %s\n  and the machine %s %s"
              .formatted(script(edge.from()), words(edge.input()), what, model, what, machine));
    }
  }

  private String script(Map<String, Object> state) {
    List<String> steps = scripts.getOrDefault(state, List.of());
    return "after " + (steps.isEmpty() ? "nothing" : String.join(", ", steps));
  }

  private static String words(Map<String, Object> input) {
    var rest = new java.util.TreeMap<>(input);
    Object type = rest.remove("type");
    return rest.isEmpty() ? type.toString() : type + " " + rest;
  }
}
