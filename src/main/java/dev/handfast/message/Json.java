package dev.handfast.message;

import dev.handfast.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One JSON value of any shape, which passes through unchanged and never changes.
///
/// Numbers keep their spelling (`1.0`, `1e400`, `-0`), objects the order of their fields, and
/// `null` stays where it was. Two values are equal where they mean the same in JSON: neither the
/// order of fields nor the spelling of a number counts, and `-0` equals `0`.
///
/// A value nests at most [#MAX_DEPTH] levels, its numbers have at most 1,000 characters, no object
/// has a field twice, and every string is valid Unicode.
public final class Json {
  /// 500 levels: the largest depth of a value, and of a whole frame.
  public static final int MAX_DEPTH = JsonText.MAX_DEPTH;

  private final Node node;

  Json(Node node) {
    this.node = node;
  }

  /// Reads one JSON text.
  ///
  /// @throws IllegalArgumentException where the text is not exactly one valid JSON value
  public static Json parse(String text) {
    try {
      return new Json(JsonText.parse(text));
    } catch (Refusal refused) {
      throw refused(refused.fault());
    }
  }

  /// Takes a value over: a map, list, string, number, boolean, record or bean, as Jackson maps it.
  ///
  /// What the caller does to the value afterwards changes nothing (HF-24).
  ///
  /// @throws IllegalArgumentException where the value has no JSON form, such as a NaN
  public static Json of(Object value) {
    try {
      return new Json(JsonText.parse(Mapper.ONE.writeValueAsString(value)));
    } catch (JacksonException unmapped) {
      throw new IllegalArgumentException(
          "JSON: no form for a %s: %s"
              .formatted(value.getClass().getName(), unmapped.getOriginalMessage()),
          unmapped);
    } catch (Refusal refused) {
      throw refused(refused.fault());
    }
  }

  /// The value as compact text on one line.
  public String text() {
    return JsonText.print(node);
  }

  /// The value as a Java object, as Jackson maps it; numbers lose nothing in a `Map` or `Object`.
  ///
  /// @throws IllegalArgumentException where the value does not fit the class
  public <T> T as(Class<T> type) {
    try {
      return Mapper.ONE.readValue(text(), type);
    } catch (JacksonException unfit) {
      throw new IllegalArgumentException(
          "JSON: no %s in %s: %s"
              .formatted(type.getName(), Excerpt.of(text()), unfit.getOriginalMessage()),
          unfit);
    }
  }

  Node node() {
    return node;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Json that && node.equals(that.node);
  }

  @Override
  public int hashCode() {
    return node.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }

  private static IllegalArgumentException refused(Fault fault) {
    return new IllegalArgumentException(
        "JSON: got %s at %s, wanted %s".formatted(fault.got(), fault.where(), fault.wanted()));
  }

  /// Made on first use: reading and writing frames does without a mapper, and starts sooner.
  private static final class Mapper {
    static final JsonMapper ONE =
        JsonMapper.builder(JsonText.FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();
  }
}
