package dev.handfast.conformance.conform;

import dev.handfast.conformance.suite.Verdict;
import java.util.List;

/// What a case ends with that is not passed.
final class Bad extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;
  private final transient List<String> rules;
  private final transient String expected;

  private Bad(Verdict verdict, List<String> rules, String expected, String got) {
    super(got);
    this.verdict = verdict;
    this.rules = rules;
    this.expected = expected;
  }

  /// Something else was seen.
  static Bad failed(List<String> rules, String expected, String got) {
    return new Bad(Verdict.FAILED, rules, expected, got);
  }

  /// Nothing was seen for too long.
  static Bad hung(List<String> rules, String expected, String got) {
    return new Bad(Verdict.HUNG, rules, expected, got);
  }

  Verdict verdict() {
    return verdict;
  }

  List<String> rules() {
    return rules;
  }

  String expected() {
    return expected;
  }

  String got() {
    return String.valueOf(getMessage());
  }
}
