package dev.handfast.conformance.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A graph as lines of JSON: inputs and effects by their words, lists of effects by numbers, and
/// the states in the order of their distance.
final class GraphLines {
  private static final JsonMapper JSON = new JsonMapper();

  /// What is a set in the model; every other array is a sequence.
  private static final Set<String> SETS = Set.of("asks");

  private final StateGraph graph;
  private final Map<Map<String, Object>, Integer> states = new LinkedHashMap<>();
  private final Map<String, Object> inputs = new TreeMap<>();
  private final Map<String, Object> effects = new TreeMap<>();
  private final Map<List<String>, Integer> lists = new LinkedHashMap<>();
  private final StringBuilder lines = new StringBuilder();

  private GraphLines(StateGraph graph) {
    this.graph = graph;
  }

  /// What several inputs of a state have in common.
  private record Same(int effects, int to) {}

  static String of(StateGraph graph) {
    return new GraphLines(graph).text();
  }

  private String text() {
    number(graph.edges().keySet().iterator().next());
    var steps = new ArrayList<Map<String, Object>>();
    for (int at = 0; at < states.size(); at++) { // it grows
      Map<String, Object> state = List.copyOf(states.keySet()).get(at);
      steps.add(line("state", at, "is", sorted(state), "steps", steps(state)));
    }
    inputs.forEach((word, is) -> add(line("input", word, "is", is)));
    effects.forEach((word, is) -> add(line("effect", word, "is", is)));
    lists.forEach((words, number) -> add(line("effects", number, "are", words)));
    steps.forEach(this::add);
    return lines.toString();
  }

  private int number(Map<String, Object> state) {
    return states.computeIfAbsent(state, _ -> states.size());
  }

  private List<List<Object>> steps(Map<String, Object> state) {
    var byWord = new TreeMap<String, Edge>();
    graph.edges().get(state).forEach((input, edge) -> byWord.put(word(input, inputs), edge));
    var same = new LinkedHashMap<Same, List<String>>();
    byWord.forEach(
        (input, edge) -> {
          List<String> words = edge.effects().stream().map(one -> word(one, effects)).toList();
          int list = lists.computeIfAbsent(words, _ -> lists.size());
          same.computeIfAbsent(new Same(list, number(edge.to())), _ -> new ArrayList<>())
              .add(input);
        });
    return same.entrySet().stream()
        .map(one -> List.<Object>of(one.getValue(), one.getKey().effects(), one.getKey().to()))
        .toList();
  }

  /// The type, and the other values in the order of their names.
  private static String word(Map<String, Object> record, Map<String, Object> dictionary) {
    var rest = new TreeMap<>(record);
    String type = rest.remove("type").toString();
    String word =
        rest.values().stream().map(value -> " " + value).collect(Collectors.joining("", type, ""));
    Object known = dictionary.putIfAbsent(word, record);
    if (known != null && !known.equals(record)) {
      throw new IllegalStateException("two things are called " + word);
    }
    return word;
  }

  private static Map<String, Object> sorted(Map<String, Object> state) {
    var sorted = new TreeMap<>(state);
    sorted.replaceAll(
        (_, value) -> value instanceof Set<?> set ? set.stream().sorted().toList() : value);
    return sorted;
  }

  private static Map<String, Object> line(Object... namesAndValues) {
    var line = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      line.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return line;
  }

  private void add(Map<String, Object> line) {
    lines.append(JSON.writeValueAsString(line)).append('\n');
  }

  /// Reads what [#of] has written.
  static StateGraph read(String text) {
    var inputs = new HashMap<String, Map<String, Object>>();
    var effects = new HashMap<String, Map<String, Object>>();
    var lists = new HashMap<Integer, List<Map<String, Object>>>();
    var states = new ArrayList<Map<String, Object>>();
    List<JsonNode> lines = text.lines().map(JSON::readTree).toList();
    for (JsonNode line : lines) {
      switch (line.propertyNames().iterator().next()) {
        case "input" -> inputs.put(line.get("input").asString(), record(line.get("is")));
        case "effect" -> effects.put(line.get("effect").asString(), record(line.get("is")));
        case "effects" ->
            lists.put(
                line.get("effects").asInt(),
                line.get("are").valueStream().map(word -> effects.get(word.asString())).toList());
        case "state" -> states.add(record(line.get("is")));
        case String other -> throw new IllegalArgumentException("a line begins with " + other);
      }
    }
    var edges = new LinkedHashMap<Map<String, Object>, Map<Map<String, Object>, Edge>>();
    for (JsonNode line : lines) {
      if (line.has("state")) {
        Map<String, Object> from = states.get(line.get("state").asInt());
        var here = edges.computeIfAbsent(from, _ -> new LinkedHashMap<>());
        for (JsonNode step : line.get("steps")) {
          for (JsonNode word : step.get(0)) {
            Map<String, Object> input = inputs.get(word.asString());
            List<Map<String, Object>> does = lists.get(step.get(1).asInt());
            here.put(input, new Edge(from, input, does, states.get(step.get(2).asInt())));
          }
        }
      }
    }
    return new StateGraph(edges);
  }

  private static Map<String, Object> record(JsonNode node) {
    var record = new TreeMap<String, Object>();
    node.properties().forEach(each -> record.put(each.getKey(), value(each.getValue())));
    record.replaceAll(
        (name, value) -> SETS.contains(name) ? Set.copyOf((Collection<?>) value) : value);
    return record;
  }

  private static Object value(JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().map(GraphLines::value).toList();
    } else if (node.isNumber()) {
      return node.asLong();
    } else {
      return node.isBoolean() ? (Object) node.asBoolean() : node.asString();
    }
  }
}
