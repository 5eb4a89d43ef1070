package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.SuiteRun;
import java.util.IdentityHashMap;

/// What the parts of a page have in common: the run, and a name for each of its results.
final class Page {
  private final SuiteRun run;
  private final Summary summary;
  private final IdentityHashMap<CaseResult, Integer> numbers = new IdentityHashMap<>();

  Page(SuiteRun run, Summary summary) {
    this.run = run;
    this.summary = summary;
    run.results().forEach(result -> numbers.put(result, numbers.size() + 1));
  }

  SuiteRun run() {
    return run;
  }

  Summary summary() {
    return summary;
  }

  /// The anchor of a result: of a failure in full, of anything else its line.
  String anchor(CaseResult result) {
    return "case-" + numbers.get(result);
  }

  /// The anchor of a rule. Who names a rule that there is not gets none of his own signs into it.
  String anchor(Tally rule) {
    return "rule-" + (summary.rules().indexOf(rule) + 1);
  }
}
