package dev.handfast.conformance.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What each configuration of the models must come to: `spec/manifest.yaml`.
final class Manifest {
  private static final Path FILE = Tlc.MODELS.resolveSibling("manifest.yaml");

  private Manifest() {}

  /// A configuration of the model checker.
  ///
  /// @param name of its `.cfg` file
  /// @param module that it configures
  /// @param isDeep whether it runs only in long builds
  /// @param states how many distinct states it has
  /// @param depth how far the farthest is from the first
  /// @param reached the names of what must be reachable
  /// @param faults what must be caught, where the model has faults
  record Configuration(
      String name,
      String module,
      boolean isDeep,
      int states,
      int depth,
      List<String> reached,
      List<Fault> faults) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// A fault that a property must catch.
  ///
  /// @param name in words, as the model has it
  /// @param races of `races.yaml` that it is; none where nobody had it yet
  /// @param rules that forbid it
  /// @param violates the property that it violates
  /// @param steps of the shortest way to see that
  /// @param loop how many of the last steps go round for ever; 0 where a state or a step breaks it
  record Fault(
      String name, List<String> races, List<String> rules, String violates, int steps, int loop) {}

  static List<Configuration> read() throws IOException {
    return stream(new YAMLMapper().readTree(Files.readString(FILE)).required("configurations"))
        .map(
            one ->
                new Configuration(
                    one.required("configuration").asString(),
                    one.path("module").asString(one.required("configuration").asString()),
                    one.path("deep").asBoolean(false),
                    one.required("states").asInt(),
                    one.required("depth").asInt(),
                    texts(one.path("reached")),
                    stream(one.path("faults")).map(Manifest::fault).toList()))
        .toList();
  }

  /// The races that no model has, each with the reason.
  static Map<String, String> withoutModel() throws IOException {
    var reasons = new TreeMap<String, String>();
    stream(new YAMLMapper().readTree(Files.readString(FILE)).required("without_model"))
        .forEach(
            one ->
                reasons.put(
                    one.required("race").asString(), one.required("because").asString().strip()));
    return reasons;
  }

  /// The ids of all known races.
  static List<String> races() throws IOException {
    return stream(new YAMLMapper().readTree(Files.readString(FILE.resolveSibling("races.yaml"))))
        .map(one -> one.required("id").asString())
        .toList();
  }

  /// The sentence of a rule or a race.
  static String sentence(String file, String id) throws IOException {
    return stream(new YAMLMapper().readTree(Files.readString(FILE.resolveSibling(file))))
        .filter(one -> one.required("id").asString().equals(id))
        .map(one -> one.required("sentence").asString())
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "manifest.yaml names %s, which %s does not have".formatted(id, file)));
  }

  /// The rules that a property states: `model` in `rules.yaml`.
  static List<String> rulesOf(String property) throws IOException {
    return stream(new YAMLMapper().readTree(Files.readString(FILE.resolveSibling("rules.yaml"))))
        .filter(
            rule ->
                texts(rule.path("model")).stream()
                    .anyMatch(named -> named.endsWith("!" + property)))
        .map(rule -> rule.required("id").asString())
        .toList();
  }

  static Configuration of(String name) throws IOException {
    return read().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static Fault fault(JsonNode node) {
    return new Fault(
        node.required("fault").asString(),
        texts(node.required("races")),
        texts(node.required("rules")),
        node.required("violates").asString(),
        node.required("steps").asInt(),
        node.path("loop").asInt(0));
  }

  private static List<String> texts(JsonNode list) {
    return stream(list).map(JsonNode::asString).toList();
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
