package dev.handfast.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Figures as a person reads them: three digits that mean something.
public final class Numbers {
  private static final double THOUSAND = 1_000;
  private static final double HUNDRED = 100;
  private static final double TEN = 10;

  private Numbers() {}

  /// Three digits.
  public static String show(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < THOUSAND) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    if (size >= HUNDRED) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    if (size >= 1) {
      return String.format(Locale.ROOT, size >= TEN ? "%.1f" : "%.2f", value);
    }
    return new BigDecimal(value).round(new MathContext(2)).toPlainString();
  }

  /// The median, and the quartiles in brackets.
  public static String show(Spread spread) {
    return "%s (%s – %s)".formatted(show(spread.median()), show(spread.q1()), show(spread.q3()));
  }
}
