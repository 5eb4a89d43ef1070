package dev.handfast.message;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes JSON as Jackson does: what our own writer is compared with.
final class Jackson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Jackson() {}

  static byte[] bytes(Node node) {
    return bytes(to -> write(node, to));
  }

  static byte[] bytes(Consumer<JsonGenerator> body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator to =
        FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
      body.accept(to);
    }
    return out.toByteArray();
  }

  private static void write(Node node, JsonGenerator to) {
    switch (node) {
      case Node.Text(String value) -> to.writeString(value);
      case Node.Numeral numeral -> to.writeNumber(numeral.spelling());
      case Node.Bool(boolean value) -> to.writeBoolean(value);
      case Node.Null() -> to.writeNull();
      case Node.Items(List<Node> values) -> {
        to.writeStartArray();
        values.forEach(value -> write(value, to));
        to.writeEndArray();
      }
      case Node.Members(Map<String, Node> values) -> {
        to.writeStartObject();
        values.forEach(
            (name, value) -> {
              to.writeName(name);
              write(value, to);
            });
        to.writeEndObject();
      }
    }
  }
}
