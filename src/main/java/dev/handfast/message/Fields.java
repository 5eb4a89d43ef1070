package dev.handfast.message;

import static dev.handfast.ViolationCode.INVALID_VALUE;
import static dev.handfast.ViolationCode.MISSING_FIELD;
import static dev.handfast.ViolationCode.WRONG_TYPE;

import dev.handfast.Fault;
import dev.handfast.ViolationCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object, each read with the type that the specification gives it.
///
/// A `null` is an absent field; a field that nobody asks for is ignored (HF-22).
final class Fields {
  private final FieldPath path;
  private final Map<String, Node> values;

  private Fields(FieldPath path, Map<String, Node> values) {
    this.path = path;
    this.values = values;
  }

  /// Reads an object into a value of our own.
  @FunctionalInterface
  interface Shape<T> {
    T read(Fields fields) throws Refusal;
  }

  /// The fields of a whole frame.
  static Fields ofFrame(Map<String, Node> values) {
    return new Fields(FieldPath.FRAME, values);
  }

  String text(String name) throws Refusal {
    return text(name, required(name, "a string"));
  }

  Optional<String> maybeText(String name) throws Refusal {
    Node node = present(name);
    return node == null ? Optional.empty() : Optional.of(text(name, node));
  }

  /// A required string that is one of the keys, as the value that it stands for.
  <T> T oneOf(String name, Map<String, T> spellings) throws Refusal {
    String text = text(name);
    T value = spellings.get(text);
    if (value == null) {
      throw refusal(
          INVALID_VALUE,
          name,
          Excerpt.quoted(text),
          "one of " + String.join(", ", spellings.keySet()));
    }
    return value;
  }

  boolean flag(String name) throws Refusal {
    Node node = required(name, "true or false");
    if (node instanceof Node.Bool(boolean value)) {
      return value;
    }
    throw refusal(WRONG_TYPE, name, show(node), "true or false");
  }

  /// A required integer, not below the least.
  long whole(String name, long least) throws Refusal {
    return whole(name, required(name, "an integer"), least);
  }

  OptionalLong maybeWhole(String name, long least) throws Refusal {
    Node node = present(name);
    return node == null ? OptionalLong.empty() : OptionalLong.of(whole(name, node, least));
  }

  /// A number within the bounds, which both belong to it.
  OptionalDouble maybeNumber(String name, double least, double most) throws Refusal {
    Node node = present(name);
    if (node == null) {
      return OptionalDouble.empty();
    }
    if (!(node instanceof Node.Numeral numeral)) {
      throw refusal(WRONG_TYPE, name, show(node), numberFrom(least, most));
    }
    double value = numeral.nearest();
    if (value < least || value > most) {
      throw refusal(INVALID_VALUE, name, show(node), numberFrom(least, most));
    }
    return OptionalDouble.of(value);
  }

  List<String> texts(String name) throws Refusal {
    List<String> texts = new ArrayList<>();
    for (Node item : items(name, required(name, "an array of strings"), "an array of strings")) {
      texts.add(text(name + "[" + texts.size() + "]", item));
    }
    return List.copyOf(texts);
  }

  /// The strings of an array; an absent one has none.
  List<String> maybeTexts(String name) throws Refusal {
    return present(name) == null ? List.of() : texts(name);
  }

  List<Long> wholes(String name, long least) throws Refusal {
    List<Long> wholes = new ArrayList<>();
    for (Node item : items(name, required(name, "an array of integers"), "an array of integers")) {
      wholes.add(whole(name + "[" + wholes.size() + "]", item, least));
    }
    return List.copyOf(wholes);
  }

  <T> List<T> objects(String name, Shape<T> shape) throws Refusal {
    List<T> objects = new ArrayList<>();
    for (Node item : items(name, required(name, "an array of objects"), "an array of objects")) {
      objects.add(object(name + "[" + objects.size() + "]", item, shape));
    }
    return List.copyOf(objects);
  }

  <T> T object(String name, Shape<T> shape) throws Refusal {
    return object(name, required(name, "an object"), shape);
  }

  <T> Optional<T> maybeObject(String name, Shape<T> shape) throws Refusal {
    Node node = present(name);
    return node == null ? Optional.empty() : Optional.of(object(name, node, shape));
  }

  Json json(String name) throws Refusal {
    return new Json(required(name, "a JSON value"));
  }

  Optional<Json> maybeJson(String name) {
    return Optional.ofNullable(present(name)).map(Json::new);
  }

  /// The node of a required field.
  Node required(String name, String wanted) throws Refusal {
    Node node = present(name);
    if (node == null) {
      throw refusal(MISSING_FIELD, name, values.containsKey(name) ? "null" : "nothing", wanted);
    }
    return node;
  }

  Refusal refusal(ViolationCode code, String name, String got, String wanted) {
    return new Refusal(new Fault(code, path.spelt(name), got, wanted));
  }

  /// A node as a log line shows it.
  static String show(Node node) {
    return switch (node) {
      case Node.Text(String value) -> Excerpt.quoted(value);
      case Node.Numeral numeral -> Excerpt.of(numeral.spelling());
      case Node.Bool(boolean value) -> String.valueOf(value);
      case Node.Null() -> "null";
      case Node.Items _ -> "an array";
      case Node.Members _ -> "an object";
    };
  }

  private @Nullable Node present(String name) {
    Node node = values.get(name);
    return node instanceof Node.Null ? null : node;
  }

  private String text(String name, Node node) throws Refusal {
    if (node instanceof Node.Text(String value)) {
      return value;
    }
    throw refusal(WRONG_TYPE, name, show(node), "a string");
  }

  private long whole(String name, Node node, long least) throws Refusal {
    if (!(node instanceof Node.Numeral numeral && numeral.integral())) {
      throw refusal(WRONG_TYPE, name, show(node), "an integer");
    }
    try {
      long value = numeral.value();
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException beyondLong) {
      // Refused below, like every other value out of range.
    }
    throw refusal(
        INVALID_VALUE,
        name,
        show(node),
        "an integer from %d to %d".formatted(least, Long.MAX_VALUE));
  }

  private static String numberFrom(double least, double most) {
    return "a number from %.0f to %.0f".formatted(least, most);
  }

  private List<Node> items(String name, Node node, String wanted) throws Refusal {
    if (node instanceof Node.Items(List<Node> items)) {
      return items;
    }
    throw refusal(WRONG_TYPE, name, show(node), wanted);
  }

  private <T> T object(String name, Node node, Shape<T> shape) throws Refusal {
    if (node instanceof Node.Members(Map<String, Node> members)) {
      return shape.read(new Fields(path.to(name), members));
    }
    throw refusal(WRONG_TYPE, name, show(node), "an object");
  }
}
