package dev.handfast.message;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One JSON value as it was written: numbers keep their spelling, objects the order of their
/// fields.
///
/// Equality is that of JSON values: the order of fields and the spelling of a number do not count.
sealed interface Node {

  record Text(String value) implements Node {}

  record Bool(boolean value) implements Node {}

  record Null() implements Node {
    static final Null NULL = new Null();
  }

  record Items(List<Node> values) implements Node {}

  record Members(Map<String, Node> values) implements Node {}

  /// A number; most are whole and small, and keep their value instead of its only spelling.
  final class Numeral implements Node {
    private final @Nullable String spelling;
    private final long whole;

    private Numeral(@Nullable String spelling, long whole) {
      this.spelling = spelling;
      this.whole = whole;
    }

    /// A number as it is spelt.
    static Numeral of(String spelling) {
      return new Numeral(spelling, 0);
    }

    /// A number that is spelt as the JDK does it: no `-0`, no fraction, no exponent.
    static Numeral of(long whole) {
      return new Numeral(null, whole);
    }

    String spelling() {
      return spelling == null ? Long.toString(whole) : spelling;
    }

    /// Whether it is spelt as an integer: without a fraction and without an exponent.
    boolean integral() {
      return spelling == null || spelling.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }

    /// The value of an integer.
    ///
    /// @throws NumberFormatException where it is none, or beyond a long
    long value() {
      return spelling == null ? whole : Long.parseLong(spelling);
    }

    /// The nearest number of double precision.
    double nearest() {
      return spelling == null ? whole : Double.parseDouble(spelling);
    }

    /// One representative for all spellings of the same number; `-0` is the same number as `0`.
    private Object number() {
      try {
        return new BigDecimal(spelling()).stripTrailingZeros();
      } catch (ArithmeticException | NumberFormatException beyondBigDecimal) {
        return spelling();
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Numeral that
          && (spelling().equals(that.spelling()) || number().equals(that.number()));
    }

    @Override
    public int hashCode() {
      return number().hashCode();
    }

    @Override
    public String toString() {
      return spelling();
    }
  }
}
