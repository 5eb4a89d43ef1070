package dev.handfast.message;

import dev.handfast.HandfastException.NotSendable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;

/// Writes the fields of one object after another; what is absent is left out (HF-22).
final class FieldWriter {
  private final JsonGenerator to;

  FieldWriter(JsonGenerator to) {
    this.to = to;
  }

  /// Writes the fields of a value of our own.
  @FunctionalInterface
  interface Shape<T> {
    void write(FieldWriter fields, T value);
  }

  void text(String name, String value) {
    to.writeName(name);
    word(value);
  }

  void maybeText(String name, Optional<String> value) {
    value.ifPresent(text -> text(name, text));
  }

  void flag(String name, boolean value) {
    to.writeName(name);
    to.writeBoolean(value);
  }

  void whole(String name, long value) {
    to.writeName(name);
    to.writeNumber(value);
  }

  void maybeWhole(String name, OptionalLong value) {
    value.ifPresent(number -> whole(name, number));
  }

  /// Writes a number without a fraction where it has none, as the original does.
  void maybeNumber(String name, OptionalDouble value) {
    value.ifPresent(
        number -> {
          to.writeName(name);
          if (number == Math.rint(number)) {
            to.writeNumber((long) number);
          } else {
            to.writeNumber(number);
          }
        });
  }

  void texts(String name, List<String> values) {
    to.writeName(name);
    to.writeStartArray();
    values.forEach(this::word);
    to.writeEndArray();
  }

  /// Writes an array, and nothing where it is empty.
  void maybeTexts(String name, List<String> values) {
    if (!values.isEmpty()) {
      texts(name, values);
    }
  }

  void wholes(String name, List<Long> values) {
    to.writeName(name);
    to.writeStartArray();
    values.forEach(to::writeNumber);
    to.writeEndArray();
  }

  <T> void objects(String name, List<T> values, Shape<T> shape) {
    to.writeName(name);
    to.writeStartArray();
    values.forEach(value -> object(value, shape));
    to.writeEndArray();
  }

  <T> void object(String name, T value, Shape<T> shape) {
    to.writeName(name);
    object(value, shape);
  }

  <T> void maybeObject(String name, Optional<T> value, Shape<T> shape) {
    value.ifPresent(present -> object(name, present, shape));
  }

  void json(String name, Json value) {
    to.writeName(name);
    JsonText.write(value.node(), to);
  }

  void maybeJson(String name, Optional<Json> value) {
    value.ifPresent(present -> json(name, present));
  }

  private <T> void object(T value, Shape<T> shape) {
    to.writeStartObject();
    shape.write(this, value);
    to.writeEndObject();
  }

  private void word(String value) {
    if (!Surrogates.paired(value)) {
      throw new NotSendable(
          "not sendable: %s has half a character in it (an unpaired surrogate); cut text only between characters"
              .formatted(place()));
    }
    to.writeString(value);
  }

  /// Where the value stands that is to be written next.
  private String place() {
    TokenStreamContext here = to.streamWriteContext();
    return here.inArray()
        ? "%s[%d]".formatted(JsonText.path(here.getParent()), here.getEntryCount())
        : JsonText.path(here);
  }
}
