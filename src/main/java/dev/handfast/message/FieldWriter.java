package dev.handfast.message;

import dev.handfast.HandfastException.NotSendable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Writes the fields of one object after another; what is absent is left out (HF-22).
final class FieldWriter {
  private final JsonWriter to;
  private final FieldPath path;

  private FieldWriter(JsonWriter to, FieldPath path) {
    this.to = to;
    this.path = path;
  }

  /// Writes the fields of a whole frame.
  static FieldWriter ofFrame(JsonWriter to) {
    return new FieldWriter(to, FieldPath.FRAME);
  }

  /// Writes the fields of a value of our own.
  @FunctionalInterface
  interface Shape<T> {
    void write(FieldWriter fields, T value);
  }

  void text(String name, String value) {
    to.name(name);
    if (!to.text(value)) {
      throw halved(name);
    }
  }

  /// Writes a text that is one of the protocol's fixed words.
  void word(String name, String value) {
    to.name(name);
    to.word(value);
  }

  void maybeText(String name, Optional<String> value) {
    value.ifPresent(text -> text(name, text));
  }

  void flag(String name, boolean value) {
    to.name(name);
    to.spelt(String.valueOf(value));
  }

  void whole(String name, long value) {
    to.name(name);
    to.whole(value);
  }

  void maybeWhole(String name, OptionalLong value) {
    value.ifPresent(number -> whole(name, number));
  }

  /// Writes a number without a fraction where it has none, as the original does.
  void maybeNumber(String name, OptionalDouble value) {
    value.ifPresent(
        number -> {
          to.name(name);
          if (number == Math.rint(number)) {
            to.whole((long) number);
          } else {
            to.spelt(Double.toString(number));
          }
        });
  }

  void texts(String name, List<String> values) {
    to.name(name);
    to.open('[');
    for (int index = 0; index < values.size(); index++) {
      if (!to.text(values.get(index))) {
        throw halved("%s[%d]".formatted(name, index));
      }
    }
    to.close(']');
  }

  /// Writes an array, and nothing where it is empty.
  void maybeTexts(String name, List<String> values) {
    if (!values.isEmpty()) {
      texts(name, values);
    }
  }

  void wholes(String name, List<Long> values) {
    to.name(name);
    to.open('[');
    values.forEach(to::whole);
    to.close(']');
  }

  <T> void objects(String name, List<T> values, Shape<T> shape) {
    to.name(name);
    to.open('[');
    for (int index = 0; index < values.size(); index++) {
      inner("%s[%d]".formatted(name, index), values.get(index), shape);
    }
    to.close(']');
  }

  <T> void object(String name, T value, Shape<T> shape) {
    to.name(name);
    inner(name, value, shape);
  }

  <T> void maybeObject(String name, Optional<T> value, Shape<T> shape) {
    value.ifPresent(present -> object(name, present, shape));
  }

  void json(String name, Json value) {
    to.name(name);
    to.value(value.node());
  }

  void maybeJson(String name, Optional<Json> value) {
    value.ifPresent(present -> json(name, present));
  }

  private <T> void inner(String field, T value, Shape<T> shape) {
    to.open('{');
    shape.write(new FieldWriter(to, path.to(field)), value);
    to.close('}');
  }

  private NotSendable halved(String field) {
    return new NotSendable(
        "not sendable: %s has half a character in it (an unpaired surrogate); cut text only between characters"
            .formatted(path.spelt(field)));
  }
}
