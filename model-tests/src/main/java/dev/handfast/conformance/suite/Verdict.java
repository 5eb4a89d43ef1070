package dev.handfast.conformance.suite;

/// What came of a case.
public enum Verdict {
  /// Everything was as expected.
  PASSED,
  /// Something else than expected was seen.
  FAILED,
  /// What must come did not come in time: a verdict of its own, and no better than failed.
  HUNG,
  /// Not run, because its group's smoke case hung.
  BLOCKED,
  /// Not run, because the subject does not know what the case needs.
  NOT_APPLICABLE,
  /// Not run, because the time was up, or the machine had none.
  NOT_RUN;

  /// Whether the subject did something wrong.
  public boolean isBad() {
    return this == FAILED || this == HUNG;
  }
}
