package dev.handfast.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The rules that each mutant breaks, by its id: those of `spec/zoo.yaml`, and the faults of the
/// models, which are in `spec/manifest.yaml`.
final class Zoo {
  private Zoo() {}

  static Map<String, List<String>> read() {
    Map<String, List<String>> rules = parse(Spec.read(Spec.zoo()));
    for (Models.Fault fault : Models.read().faults()) {
      rules.put("model/" + fault.name().replaceAll("[^a-z]+", "-"), fault.rules());
    }
    return rules;
  }

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
