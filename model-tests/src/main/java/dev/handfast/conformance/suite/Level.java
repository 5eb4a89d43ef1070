package dev.handfast.conformance.suite;

/// How much a case counts.
public enum Level {
  /// Who does not pass does not conform.
  MUST,
  /// Who does not pass is told, and does not conform where the suite is strict.
  SHOULD,
  /// Who does not pass is told.
  INFORMATIONAL
}
