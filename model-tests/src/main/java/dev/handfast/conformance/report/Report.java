package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.SuiteRun;
import java.io.Writer;

/// A form in which one can read what came of a suite (docs/reports.md).
@FunctionalInterface
public interface Report {
  /// Writes the whole report; the writer stays the caller's to close.
  ///
  /// @throws java.io.UncheckedIOException where the writer does not take it
  void write(SuiteRun run, Writer to);

  /// Everything there is to know, as one JSON document.
  static Report json() {
    return (run, to) -> new JsonReport(run).write(to);
  }

  /// JUnit's XML, as Jenkins, GitLab and others take it.
  static Report junit() {
    return (run, to) -> new JunitReport(run, to).write();
  }

  /// What failed, as SARIF 2.1.0, for code scanning.
  static Report sarif() {
    return (run, to) -> new SarifReport(run).write(to);
  }

  /// A page for people: one file that needs no other.
  static Report html() {
    return (run, to) -> new HtmlReport(run, to).write();
  }
}
