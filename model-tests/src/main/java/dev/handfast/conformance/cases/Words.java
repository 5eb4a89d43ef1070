package dev.handfast.conformance.cases;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a suite can say: frames that have a name, and how a case spells others.
///
/// @param where for errors
/// @param named frames and texts by name, of `words.yaml`
record Words(String where, JsonNode named) {
  private static final String SIZE = "$size";
  private static final String TEXT = "text";
  private static final String TIMES = "times";
  private static final int HEX = 16;

  /// The same for another place.
  Words in(String place) {
    return new Words(place, named);
  }

  /// An item or a list of them.
  List<Deed.Item> items(JsonNode node) {
    if (!node.isArray()) {
      return List.of(item(node));
    }
    var items = new ArrayList<Deed.Item>();
    node.forEach(each -> items.add(item(each)));
    return items;
  }

  Deed.Item item(JsonNode node) {
    if (node.isString()) {
      if (!named.has(node.asString())) {
        throw new BadCase(
            where, "the word " + node, "one of " + List.copyOf(named.propertyNames()));
      }
      return item(named.path(node.asString()));
    }
    if (node.path(TEXT).isString() && node.size() == (node.has(TIMES) ? 2 : 1)) {
      return new Deed.Bytes(utf8(node.path(TEXT).asString()).repeat(node.path(TIMES).asInt(1)));
    }
    if (node.path("hex").isString() && node.size() == 1) {
      return new Deed.Bytes(hex(node.path("hex").asString()));
    }
    if (!node.isObject()) {
      throw new BadCase(where, node.toString(), "a word, fields of a frame, text or hex");
    }
    ObjectNode fields = ((ObjectNode) node).deepCopy();
    int size = fields.path(SIZE).asInt(0);
    fields.remove(SIZE);
    return new Deed.Fields(fields, size);
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private String hex(String text) {
    String digits = text.replace(" ", "");
    if (!digits.matches("([0-9a-fA-F]{2})+")) {
      throw new BadCase(where, "hex " + text, "pairs of hexadecimal digits");
    }
    return IntStream.range(0, digits.length() / 2)
        .map(i -> Integer.parseInt(digits.substring(2 * i, 2 * i + 2), HEX))
        .collect(StringBuilder::new, (to, each) -> to.append((char) each), StringBuilder::append)
        .toString();
  }
}
