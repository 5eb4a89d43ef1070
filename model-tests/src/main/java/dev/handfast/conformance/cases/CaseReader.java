package dev.handfast.conformance.cases;

import dev.handfast.conformance.suite.CaseInfo;
import dev.handfast.conformance.suite.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads one file of cases; `spec/cases/README.md` describes its form.
///
/// A case that says `each` stands for many: one for each of its entries, whose values take the
/// place of `%name` in the steps. So does one that says `cut: every` or `only: every`: one for each
/// byte.
final class CaseReader {
  private static final Set<String> KEYS =
      Set.of(
          "id", "title", "rules", "races", "level", "needs", "timed", "ignores", "because", "look",
          "kills", "each", "steps");

  private static final String EVERY = "every";

  /// What a client is called in a run, and a worker by most cases.
  private static final String CLIENT = "w-1";

  private static final String WORKER = "ann";

  private final String file;
  private final JsonNode root;
  private final Words words;

  CaseReader(String file, JsonNode root, JsonNode named) {
    this.file = file;
    this.root = root;
    this.words = new Words(file, named.path(root.path("role").asString("")));
  }

  Group read() {
    var cases = new ArrayList<Case>();
    root.path("cases").forEach(node -> cases.addAll(cases(node)));
    if (cases.isEmpty()) {
      throw new BadCase(file, "no cases", "at least one");
    }
    return new Group(
        text(root, "group"), text(root, "title"), root.path("after").asString(""), cases);
  }

  private List<Case> cases(JsonNode node) {
    for (String key : node.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw new BadCase(file + " " + node.path("id"), "the key " + key, "one of " + KEYS);
      }
    }
    String id = text(node, "id");
    if (!node.has("each")) {
      return expanded(node, id, node.path("steps"));
    }
    var all = new ArrayList<Case>();
    for (JsonNode entry : entries(node.path("each"))) {
      all.addAll(
          expanded(
              replaced(node, entry),
              id + "/" + text(entry, "name"),
              replaced(node.path("steps"), entry)));
    }
    return all;
  }

  /// The entries, or those of another case.
  private JsonNode entries(JsonNode each) {
    if (!each.isString()) {
      return each;
    }
    for (JsonNode other : root.path("cases")) {
      if (other.path("id").equals(each)) {
        return other.path("each");
      }
    }
    throw new BadCase(file, "each: " + each, "entries, or the id of a case that has them");
  }

  /// The same with the entry's values in the place of `%name`.
  private static JsonNode replaced(JsonNode node, JsonNode entry) {
    if (node.isString()) {
      String text = node.asString();
      if (text.startsWith("%") && entry.has(text.substring(1))) {
        return entry.path(text.substring(1));
      }
      return node;
    }
    return rebuilt(node, each -> replaced(each, entry));
  }

  private static JsonNode rebuilt(JsonNode node, Function<JsonNode, JsonNode> change) {
    if (node.isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> list.add(change.apply(each)));
      return list;
    }
    if (node.isObject()) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(field -> all.set(field.getKey(), change.apply(field.getValue())));
      return all;
    }
    return node;
  }

  private List<Case> expanded(JsonNode node, String id, JsonNode steps) {
    for (int i = 0; i < steps.size(); i++) {
      JsonNode say = steps.path(i).path("say");
      if (say.path("cut").asString("").equals(EVERY)) {
        return forEachByte(node, id, steps, i, "cut", 1);
      }
      if (say.path("only").asString("").equals(EVERY)) {
        return forEachByte(node, id, steps, i, "only", 0);
      }
    }
    return List.of(one(node, id, steps));
  }

  private List<Case> forEachByte(
      JsonNode node, String id, JsonNode steps, int index, String key, int first) {
    JsonNode say = steps.path(index).path("say");
    int length = length(say.path("what"));
    var all = new ArrayList<Case>();
    for (int at = first; at < length; at++) {
      var changed = (ArrayNode) steps.deepCopy();
      ((ObjectNode) changed.path(index).path("say")).put(key, at);
      all.addAll(expanded(node, id + "/" + at, changed));
    }
    return all;
  }

  /// As long as it is where names stand for what they stand for in a run.
  private int length(JsonNode what) {
    var names = new Pattern();
    names.name("child", CLIENT);
    names.name(WORKER, WORKER);
    return new Spelling(names, WORKER).bytes(words.items(what)).length;
  }

  private Case one(JsonNode node, String id, JsonNode steps) {
    String where = file + " " + id;
    List<String> rules = texts(node, "rules");
    if (rules.isEmpty() || !steps.isArray() || steps.isEmpty()) {
      throw new BadCase(where, "no rules or no steps", "both");
    }
    String role = text(root, "role");
    var info =
        new CaseInfo(
            id,
            text(root, "group"),
            text(node, "title"),
            rules,
            Level.valueOf(node.path("level").asString("MUST").toUpperCase(Locale.ROOT)),
            text(node, "because"),
            texts(node, "kills"),
            text(node, "look"));
    return new Case(
        info,
        role,
        new HashSet<>(texts(node, "needs")),
        node.path("timed").asBoolean(false),
        new HashSet<>(texts(node, "ignores")),
        new StepReader(where, role, rules.getFirst(), words.in(where)).read(steps));
  }

  private String text(JsonNode node, String field) {
    if (!node.path(field).isString()) {
      throw new BadCase(file, "no text `" + field + "` in " + node.path("id"), "one");
    }
    return node.path(field).asString().strip();
  }

  private static List<String> texts(JsonNode node, String field) {
    return StreamSupport.stream(node.path(field).spliterator(), false)
        .map(JsonNode::asString)
        .toList();
  }
}
