package dev.handfast.conformance.report;

import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes a JSON document: indented, in ASCII, its fields in the order in which they are written.
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private final JsonGenerator to;

  private Json(JsonGenerator to) {
    this.to = to;
  }

  /// Writes a document that is one object.
  static void document(Writer out, Consumer<Json> fields) {
    try (JsonGenerator to = FACTORY.createGenerator(new Indented(), out)) {
      new Json(to).braces(fields);
      to.writeRaw('\n');
    } catch (JacksonIOException failure) {
      throw new UncheckedIOException(failure.getCause());
    }
  }

  private void braces(Consumer<Json> fields) {
    to.writeStartObject();
    fields.accept(this);
    to.writeEndObject();
  }

  Json text(String name, String text) {
    to.writeStringProperty(name, wellFormed(text));
    return this;
  }

  Json number(String name, long number) {
    to.writeNumberProperty(name, number);
    return this;
  }

  Json flag(String name, boolean flag) {
    to.writeBooleanProperty(name, flag);
    return this;
  }

  Json object(String name, Consumer<Json> fields) {
    to.writeName(name);
    braces(fields);
    return this;
  }

  Json texts(String name, Collection<String> texts) {
    to.writeArrayPropertyStart(name);
    texts.forEach(text -> to.writeString(wellFormed(text)));
    to.writeEndArray();
    return this;
  }

  <T> Json objects(String name, Collection<T> all, BiConsumer<Json, T> fields) {
    to.writeArrayPropertyStart(name);
    all.forEach(each -> braces(json -> fields.accept(json, each)));
    to.writeEndArray();
    return this;
  }

  /// Half of a surrogate pair is no text to many a reader.
  private static String wellFormed(String text) {
    return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE)
        ? text
        : text.codePoints()
            .map(point -> Character.getType(point) == Character.SURROGATE ? '\uFFFD' : point)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /// Two spaces, and the same end of a line everywhere.
  private static final class Indented extends ObjectWriteContext.Base {
    private final PrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return printer;
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
