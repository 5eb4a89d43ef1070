package dev.handfast.conformance.suite;

import java.time.Duration;
import java.util.Optional;

/// What came of a case with a subject.
///
/// @param info what the case is about
/// @param way in which it was run: `plain`, or one of the harder ways
/// @param verdict what came of it
/// @param failure why; present where the verdict is bad
/// @param note why it was not run, or why a failure was expected; may be empty
/// @param took how long it took
public record CaseResult(
    CaseInfo info,
    String way,
    Verdict verdict,
    Optional<Failure> failure,
    String note,
    Duration took) {
  /// The same where what SHOULD be so must be so.
  public CaseResult strict() {
    return new CaseResult(info.strict(), way, verdict, failure, note, took);
  }
}
