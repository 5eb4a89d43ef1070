package dev.handfast.spec;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/// A cell of a transition table in one normal form, so that the text and the code can be compared.
///
/// The words are explained in section 10 of the text. The acts are a set: their order is the rules'
/// business.
final class Answer {
  private static final String CANNOT_HAPPEN = "cannot happen: ";
  private static final String HEAD_END = ": ";

  private Answer() {}

  /// The normal form of a cell of the text.
  static String ofText(String cell) {
    String answer = cell.startsWith(CANNOT_HAPPEN) ? cell.substring(CANNOT_HAPPEN.length()) : cell;
    int end = answer.indexOf(HEAD_END);
    return end < 0
        ? answer
        : of(
            answer.substring(0, end),
            new TreeSet<>(Arrays.asList(answer.substring(end + 2).split(", ", -1))));
  }

  /// The normal form of a head, such as `stays` or `→ Ready`, and its acts.
  static String of(String head, Set<String> acts) {
    return acts.isEmpty() ? head : head + HEAD_END + String.join(", ", new TreeSet<>(acts));
  }
}
