package dev.handfast.cli.demo;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// JSON objects of nothing but strings, one a line; needs no object mapper, so a process that has
/// little to say starts sooner.
final class FlatJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private FlatJson() {}

  /// One line.
  ///
  /// @param namesAndValues a name, its value, the next name, …
  static String of(String... namesAndValues) {
    return line(
        to -> {
          for (int i = 0; i < namesAndValues.length; i += 2) {
            to.writeStringProperty(namesAndValues[i], namesAndValues[i + 1]);
          }
        });
  }

  /// One line with fields of other types too.
  static String line(Consumer<JsonGenerator> fields) {
    var line = new StringWriter();
    try (JsonGenerator to = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
      to.writeStartObject();
      fields.accept(to);
      to.writeEndObject();
    }
    return line.toString();
  }

  /// The fields in their order.
  ///
  /// @throws IllegalArgumentException where the line is no such object
  /// @throws tools.jackson.core.JacksonException where the line is no JSON
  static Map<String, String> read(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), line)) {
      in.nextToken();
      for (JsonToken token; (token = in.nextToken()) == JsonToken.PROPERTY_NAME; ) {
        String name = in.currentName();
        if (in.nextToken() != JsonToken.VALUE_STRING) {
          throw new IllegalArgumentException("wanted a string as " + name + ", got " + token);
        }
        fields.put(name, in.getString());
      }
    }
    return fields;
  }
}
