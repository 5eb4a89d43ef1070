package dev.handfast.conformance.verdict;

import java.util.Comparator;
import java.util.List;

/// Puts the rules that a client breaks in the order in which they tell the cause: one fault breaks
/// several, and the first is what a reader looks at.
///
/// Section 8 goes from what is written and when to what must come in the end, and so does this
/// order, but for a few.
///
/// @param leading rules that come before all others
record ByCause(List<String> leading) implements Comparator<String> {
  /// What others of the same life explain.
  private static final List<String> CONSEQUENCES = List.of("HF-16", Breach.TABLE);

  /// Takes a copy.
  ByCause {
    leading = List.copyOf(leading);
  }

  @Override
  public int compare(String one, String other) {
    return Comparator.comparingInt(this::rank)
        .thenComparingInt(ByCause::number)
        .thenComparing(Comparator.naturalOrder())
        .compare(one, other);
  }

  private int rank(String rule) {
    int at = leading.indexOf(rule);
    return at >= 0 ? at - leading.size() : CONSEQUENCES.indexOf(rule) + 1;
  }

  private static int number(String rule) {
    String digits = rule.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
