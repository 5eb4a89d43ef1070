package dev.handfast.conformance.cases;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The bytes of what a case says, written without any encoder of the library's. For one connection.
public final class Spelling {
  private static final Set<String> NAMES = Set.of("id", "type", "childId");

  private static final String ME = "$me";

  private final Pattern names;
  private final String me;
  private int frames;

  /// Spells with the names that were given so far.
  ///
  /// @param me the name of the connection, whose childId `$me` is
  public Spelling(Pattern names, String me) {
    this.names = names;
    this.me = "$" + me;
  }

  /// All items, one behind the other.
  public byte[] bytes(List<Deed.Item> items) {
    var bytes = new ByteArrayOutputStream();
    items.forEach(item -> bytes.writeBytes(bytes(item)));
    return bytes.toByteArray();
  }

  /// One item.
  public byte[] bytes(Deed.Item item) {
    return switch (item) {
      case Deed.Bytes(String text) -> text.getBytes(StandardCharsets.ISO_8859_1);
      case Deed.Fields(ObjectNode fields, int size) -> line(fields, size);
    };
  }

  /// The envelope comes first; a field of the case's own takes its place, and one that is `$none`
  /// leaves it out.
  private byte[] line(ObjectNode fields, int size) {
    frames++;
    ObjectNode frame = JsonNodeFactory.instance.objectNode();
    frame.put("id", "s-%04d".formatted(frames)).put("type", "").put("timestamp", frames);
    names
        .filled(mine(fields))
        .properties()
        .forEach(field -> frame.set(field.getKey(), field.getValue()));
    fields.properties().stream()
        .filter(field -> field.getValue().equals(JsonNodeFactory.instance.stringNode("$none")))
        .forEach(field -> frame.remove(field.getKey()));
    int missing = size - bytes(frame).length + 1;
    if (size > 0) {
      lengthen(frame, missing);
    }
    return bytes(frame);
  }

  private ObjectNode mine(ObjectNode fields) {
    ObjectNode mine = fields.deepCopy();
    mine.properties().stream()
        .filter(field -> field.getValue().asString("").equals(ME))
        .toList()
        .forEach(field -> mine.put(field.getKey(), me));
    return mine;
  }

  private static void lengthen(ObjectNode frame, int missing) {
    String longest =
        frame.properties().stream()
            .filter(field -> field.getValue().isString() && !NAMES.contains(field.getKey()))
            .findFirst()
            .orElseThrow(() -> new BadCase("a frame with $size", frame + "", "a text to lengthen"))
            .getKey();
    frame.put(longest, frame.path(longest).asString() + "x".repeat(missing));
  }

  private static byte[] bytes(JsonNode frame) {
    return (frame + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
