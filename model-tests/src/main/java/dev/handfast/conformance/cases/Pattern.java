package dev.handfast.conformance.cases;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// Compares what was seen with what a case says, and remembers what the case gives a name.
///
/// In a pattern each field must be there and match, and fields beside them may be there. The text
/// `$any` matches everything that is there, `$none` what is not there; `$name` matches anything the
/// first time, and later only the same. `$now` matches a moment in milliseconds since 1970 that is
/// near to this one by the suite's clock, `$before:name` one that is earlier than the named one,
/// `$maybe:text` this text or nothing. An object whose only field is `$json` is the value that its
/// text spells: it goes out as it is spelt, and matches the same value, with the same fields in the
/// same order and no other.
public final class Pattern {
  private static final String ANY = "$any";
  private static final String NONE = "$none";
  private static final String BEFORE = "$before:";
  private static final String NOW = "$now";
  private static final String MAYBE = "$maybe:";
  private static final String JSON = "$json";

  private static final JsonMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /// 10 min: both sides have the clock of one machine, and the times of no two zones are so near.
  private static final long NEAR = Duration.ofMinutes(10).toMillis();

  private final Map<String, JsonNode> names = new HashMap<>();

  /// Nothing has a name yet.
  public Pattern() {}

  /// Gives a name to a moment, in milliseconds since 1970.
  public void name(String name, long value) {
    names.put("$" + name, JsonNodeFactory.instance.numberNode(value));
  }

  /// Gives a name to a value.
  public void name(String name, String value) {
    names.put("$" + name, JsonNodeFactory.instance.stringNode(value));
  }

  /// Where they differ first; nothing where they match.
  ///
  /// @param path of the value, for people
  public Optional<String> difference(String path, JsonNode wanted, JsonNode got) {
    if (wanted.has(JSON)) {
      JsonNode value = EXACT.readTree(wanted.path(JSON).asString());
      return sameThroughout(value, got) ? Optional.empty() : differs(path, value, got);
    }
    if (wanted.isObject()) {
      return got.isObject() ? fields(path, wanted, got) : differs(path, wanted, got);
    }
    if (wanted.isString() && wanted.asString().startsWith("$")) {
      return named(path, wanted.asString(), got);
    }
    if (wanted.isArray()) {
      return filled(wanted).equals(got) ? Optional.empty() : differs(path, filled(wanted), got);
    }
    return same(wanted, got) ? Optional.empty() : differs(path, wanted, got);
  }

  /// Numbers are the same where their values are.
  private static boolean same(JsonNode wanted, JsonNode got) {
    return (wanted.isNumber() && got.isNumber())
        ? wanted.decimalValue().compareTo(got.decimalValue()) == 0
        : wanted.equals(got);
  }

  /// Whether both are one value: objects have the same fields in the same order.
  private static boolean sameThroughout(JsonNode wanted, JsonNode got) {
    if (!wanted.isContainer() || wanted.getNodeType() != got.getNodeType()) {
      return same(wanted, got);
    }
    if (!List.copyOf(wanted.propertyNames()).equals(List.copyOf(got.propertyNames()))
        || wanted.size() != got.size()) {
      return false;
    }
    Iterator<JsonNode> each = got.values().iterator();
    return wanted.values().stream().allMatch(value -> sameThroughout(value, each.next()));
  }

  private Optional<String> fields(String path, JsonNode wanted, JsonNode got) {
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      Optional<String> difference =
          difference(
              path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
              field.getValue(),
              got.path(field.getKey()));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<String> named(String path, String name, JsonNode got) {
    if (name.equals(NONE)) {
      return got.isMissingNode() ? Optional.empty() : Optional.of(path + " " + got + ", not none");
    }
    if (name.startsWith(MAYBE)) {
      JsonNode text = JsonNodeFactory.instance.stringNode(name.substring(MAYBE.length()));
      return got.isMissingNode() || got.equals(text) ? Optional.empty() : differs(path, text, got);
    }
    if (got.isMissingNode()) {
      return Optional.of("no " + path);
    }
    if (name.startsWith(BEFORE)) {
      JsonNode mark = names.getOrDefault("$" + name.substring(BEFORE.length()), got);
      return got.asLong() < mark.asLong() ? Optional.empty() : differs(path, mark, got);
    }
    if (name.equals(NOW)) {
      long now = System.currentTimeMillis();
      return Math.abs(now - got.asLong(0)) < NEAR
          ? Optional.empty()
          : Optional.of("%s %s, which is not about %d, now".formatted(path, got, now));
    }
    JsonNode known = name.equals(ANY) ? got : names.computeIfAbsent(name, _ -> got);
    return known.equals(got) ? Optional.empty() : differs(path, known, got);
  }

  private static Optional<String> differs(String path, JsonNode wanted, JsonNode got) {
    return Optional.of(
        got.isMissingNode()
            ? "no %s, not %s".formatted(path, wanted)
            : "%s %s, not %s".formatted(path, got, wanted));
  }

  /// The same with values in the place of names.
  public JsonNode filled(JsonNode node) {
    if (node.isString()) {
      return names.getOrDefault(node.asString(), node);
    }
    if (node.isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> list.add(filled(each)));
      return list;
    }
    if (node.has(JSON)) {
      return JsonNodeFactory.instance.rawValueNode(new RawValue(node.path(JSON).asString()));
    }
    return node.isObject() ? filled((ObjectNode) node) : node;
  }

  /// The same with values in the place of names.
  public ObjectNode filled(ObjectNode node) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    node.properties().forEach(field -> all.set(field.getKey(), filled(field.getValue())));
    return all;
  }
}
