package dev.handfast.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads `rules.yaml`, and rewrites the lists of tests in it while leaving every other line alone.
final class RuleBook {
  private static final String ID = "- id: ";
  private static final String TESTS = "  tests:";
  private static final String ENTRY = "    - ";

  private RuleBook() {}

  static List<SpecRule> parse(String yaml) {
    var rules = new ArrayList<SpecRule>();
    for (JsonNode rule : new YAMLMapper().readTree(yaml)) {
      rules.add(
          new SpecRule(
              rule.required("id").asString(),
              rule.required("level").asString(),
              rule.required("title").asString(),
              rule.path("generated").asString(""),
              rule.path("mutant").asString(""),
              rule.required("sentence").asString(),
              texts(rule.required("races")),
              rule.path("model").isString()
                  ? List.of(rule.path("model").asString())
                  : texts(rule.path("model")),
              texts(rule.required("tests"))));
    }
    return List.copyOf(rules);
  }

  /// The same text with other lists of tests; a rule that the map lacks gets an empty one.
  static String withTests(String yaml, Map<String, List<String>> tests) {
    var out = new StringBuilder();
    String id = "";
    for (String line : yaml.lines().toList()) {
      if (line.startsWith(ENTRY)) {
        continue;
      }
      id = line.startsWith(ID) ? line.substring(ID.length()).strip() : id;
      if (line.startsWith(TESTS)) {
        List<String> list = tests.getOrDefault(id, List.of());
        out.append(TESTS).append(list.isEmpty() ? " []\n" : "\n");
        list.forEach(test -> out.append(ENTRY).append(test).append('\n'));
      } else {
        out.append(line).append('\n');
      }
    }
    return out.toString();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
