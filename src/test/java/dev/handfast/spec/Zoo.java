package dev.handfast.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The rules that each mutant of `spec/zoo.yaml` breaks, by its id.
final class Zoo {
  private Zoo() {}

  static Map<String, List<String>> parse(String yaml) {
    var rules = new LinkedHashMap<String, List<String>>();
    for (JsonNode mutant : new YAMLMapper().readTree(yaml)) {
      rules.put(
          mutant.required("id").asString(),
          mutant.required("rules").valueStream().map(JsonNode::asString).toList());
    }
    return rules;
  }
}
