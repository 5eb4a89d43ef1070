package dev.handfast.conformance.conform;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Something that a peer does wrong on purpose, as `faults.yaml` has it.
///
/// @param name selects it
/// @param role of the peer
/// @param test the case that owns it
/// @param rules of which one must be named
/// @param languages in which there is a peer with it
record Fault(String name, String role, String test, Set<String> rules, List<String> languages) {
  /// All of them.
  static final List<Fault> ALL = read();

  private static List<Fault> read() {
    Path file =
        Path.of(System.getProperty("handfast.root", ".."), "model-tests", "peers", "faults.yaml");
    return StreamSupport.stream(new YAMLMapper().readTree(file.toFile()).spliterator(), false)
        .map(
            node ->
                new Fault(
                    node.required("name").asString(),
                    node.required("role").asString(),
                    node.path("case").asString(""),
                    new TreeSet<>(texts(node.required("rules"))),
                    texts(node.required("in"))))
        .toList();
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString).toList();
  }
}
