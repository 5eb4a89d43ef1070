package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.CaseResult;
import java.util.ArrayList;
import java.util.List;

/// What came of some of the cases, by what it means.
///
/// @param name of the group or rule
/// @param passed as they should
/// @param failed or hung, which nobody expected
/// @param expected failed or hung, as the baseline expects
/// @param notApplicable to this subject
/// @param notRun blocked, or out of time
public record Tally(
    String name,
    List<CaseResult> passed,
    List<CaseResult> failed,
    List<CaseResult> expected,
    List<CaseResult> notApplicable,
    List<CaseResult> notRun) {

  static Tally of(String name) {
    return new Tally(
        name,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /// How many in all.
  public int size() {
    return passed.size() + failed.size() + expected.size() + notApplicable.size() + notRun.size();
  }

  void add(CaseResult result, boolean isExpected) {
    List<CaseResult> where =
        switch (result.verdict()) {
          case PASSED -> passed;
          case FAILED, HUNG -> isExpected ? expected : failed;
          case NOT_APPLICABLE -> notApplicable;
          case BLOCKED, NOT_RUN -> notRun;
        };
    where.add(result);
  }
}
