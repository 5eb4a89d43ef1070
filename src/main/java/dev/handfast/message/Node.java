package dev.handfast.message;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

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

  record Numeral(String spelling) implements Node {
    /// Whether it is spelt as an integer: without a fraction and without an exponent.
    boolean integral() {
      for (int at = 0; at < spelling.length(); at++) {
        char c = spelling.charAt(at);
        if (c != '-' && (c < '0' || c > '9')) {
          return false;
        }
      }
      return true;
    }

    /// One representative for all spellings of the same number; `-0` is the same number as `0`.
    private Object number() {
      try {
        return new BigDecimal(spelling).stripTrailingZeros();
      } catch (ArithmeticException | NumberFormatException beyondBigDecimal) {
        return spelling;
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Numeral that
          && (spelling.equals(that.spelling) || number().equals(that.number()));
    }

    @Override
    public int hashCode() {
      return number().hashCode();
    }
  }
}
