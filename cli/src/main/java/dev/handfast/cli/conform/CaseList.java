package dev.handfast.cli.conform;

import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.suite.CaseInfo;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// The cases of a suite, for a program.
///
/// @param groups in the suite's order
record CaseList(List<Group> groups) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /// One JSON array: of each case what it is about.
  String json() {
    ArrayNode all = MAPPER.createArrayNode();
    groups.stream().flatMap(group -> group.cases().stream()).forEach(test -> add(all, test.info()));
    return all.toPrettyString();
  }

  private static void add(ArrayNode all, CaseInfo info) {
    var entry = all.addObject();
    entry.put("id", info.id()).put("group", info.group()).put("title", info.title());
    info.rules().forEach(entry.putArray("rules")::add);
    entry.put("level", info.level().toString()).put("because", info.because());
  }
}
