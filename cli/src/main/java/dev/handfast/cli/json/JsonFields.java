package dev.handfast.cli.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of one JSON object, each asked for by name and kind; `null` is the same as absent.
public final class JsonFields {
  /// 60 characters: enough to find the place, little enough for one line.
  private static final int EXCERPT = 60;

  private final ObjectNode object;

  JsonFields(ObjectNode object) {
    this.object = object;
  }

  /// A string that must be there.
  public String text(String name) throws BadField {
    return maybeText(name).orElseThrow(() -> new BadField("no " + name, name + ": a string"));
  }

  /// A string that may be there.
  public Optional<String> maybeText(String name) throws BadField {
    Optional<JsonNode> value = present(name);
    if (value.isPresent() && !value.get().isString()) {
      throw bad(name, value.get(), "a string");
    }
    return value.map(JsonNode::asString);
  }

  /// The strings of an array; none where it is absent.
  public List<String> texts(String name) throws BadField {
    Optional<JsonNode> value = present(name);
    var texts = new ArrayList<String>();
    if (value.isPresent()) {
      for (JsonNode item : array(name, value.get())) {
        texts.add(item.asString());
      }
    }
    return List.copyOf(texts);
  }

  /// An object that must be there.
  public JsonFields object(String name) throws BadField {
    JsonNode value =
        present(name).orElseThrow(() -> new BadField("no " + name, name + ": an object"));
    if (value instanceof ObjectNode fields) {
      return new JsonFields(fields);
    }
    throw bad(name, value, "an object");
  }

  /// Any value that must be there, as JSON text.
  public String json(String name) throws BadField {
    return maybeJson(name).orElseThrow(() -> new BadField("no " + name, name + ": a value"));
  }

  /// Any value that may be there, as JSON text.
  public Optional<String> maybeJson(String name) {
    return present(name).map(JsonNode::toString);
  }

  /// Refuses fields with other names: one that is misspelt is not silently left out.
  public void only(Set<String> names) throws BadField {
    for (String name : object.propertyNames()) {
      if (!names.contains(name)) {
        throw new BadField(
            "a field %s".formatted(excerpt(name)), "only " + String.join(", ", sorted(names)));
      }
    }
  }

  @Override
  public String toString() {
    return object.toString();
  }

  static String excerpt(String text) {
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT - 1) + "…";
  }

  private Optional<JsonNode> present(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }

  private static JsonNode array(String name, JsonNode value) throws BadField {
    if (!value.isArray()) {
      throw bad(name, value, "an array of strings");
    }
    for (JsonNode item : value) {
      if (!item.isString()) {
        throw bad(name, value, "an array of strings");
      }
    }
    return value;
  }

  private static BadField bad(String name, JsonNode value, String wanted) {
    return new BadField(name + ": " + excerpt(value.toString()), name + ": " + wanted);
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
