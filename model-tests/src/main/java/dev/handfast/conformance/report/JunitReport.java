package dev.handfast.conformance.report;

import static dev.handfast.conformance.report.Markup.with;

import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Level;
import dev.handfast.conformance.suite.SuiteRun;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// JUnit's XML: a `testsuite` for each group. A `failure` is what decides; what does not decide,
/// what the baseline expects, and what was not run is `skipped`, with the reason.
final class JunitReport {
  private final SuiteRun run;
  private final Summary summary;
  private final Markup to;

  JunitReport(SuiteRun run, Writer to) {
    this.run = run;
    this.summary = Summary.of(run);
    this.to = new Markup(to);
  }

  void write() {
    to.xml();
    to.in("testsuites", counts(run.subject(), run.results(), run.took()), this::groups);
    to.flush();
  }

  private void groups() {
    for (Tally group : summary.groups()) {
      List<CaseResult> results =
          run.results().stream()
              .filter(result -> result.info().group().equals(group.name()))
              .toList();
      Duration took = results.stream().map(CaseResult::took).reduce(Duration.ZERO, Duration::plus);
      to.in(
          "testsuite", counts(group.name(), results, took), () -> results.forEach(this::testcase));
    }
  }

  private List<String> counts(String name, List<CaseResult> results, Duration took) {
    return with(
        "name", name,
        "tests", String.valueOf(results.size()),
        "failures", count(results, this::isFailure),
        "errors", "0",
        "skipped", count(results, this::isSkipped),
        "time", Words.seconds(took));
  }

  private static String count(List<CaseResult> results, Predicate<CaseResult> which) {
    return String.valueOf(results.stream().filter(which).count());
  }

  private boolean isFailure(CaseResult result) {
    return result.verdict().isBad()
        && !summary.isExpected(result)
        && result.info().level() == Level.MUST;
  }

  private boolean isSkipped(CaseResult result) {
    return switch (result.verdict()) {
      case PASSED -> false;
      case FAILED, HUNG -> !isFailure(result);
      case BLOCKED, NOT_APPLICABLE, NOT_RUN -> true;
    };
  }

  private void testcase(CaseResult result) {
    to.in(
        "testcase",
        with(
            "classname", "handfast.%s.%s".formatted(run.role(), result.info().group()),
            "name", name(result),
            "time", Words.seconds(result.took())),
        () -> outcome(result));
  }

  private static String name(CaseResult result) {
    return "%s: %s (%s)".formatted(result.info().id(), result.info().title(), result.way());
  }

  private void outcome(CaseResult result) {
    if (isFailure(result)) {
      to.leaf(
          "failure", with("message", line(result), "type", result.verdict().name()), text(result));
    } else if (isSkipped(result)) {
      to.empty("skipped", with("message", reason(result)));
      if (result.failure().isPresent()) {
        to.leaf("system-out", text(result));
      }
    }
  }

  private String reason(CaseResult result) {
    String note = result.note().isEmpty() ? "" : ": " + result.note();
    if (!result.verdict().isBad()) {
      return Words.verdict(result.verdict()) + note;
    }
    return summary.isExpected(result)
        ? "expected to fail" + note
        : "%s only: %s".formatted(result.info().level(), line(result));
  }

  private static String line(CaseResult result) {
    return result.failure().map(FailureText::line).orElse(Words.verdict(result.verdict()));
  }

  private String text(CaseResult result) {
    return result.failure().map(failure -> FailureText.of(run, result, failure)).orElse("");
  }
}
