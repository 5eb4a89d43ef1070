package dev.handfast.conformance.report;

import static dev.handfast.conformance.report.Markup.with;

import dev.handfast.conformance.suite.SuiteRun;
import java.util.HashSet;
import java.util.List;

/// How much of what there is was reached, and what was not.
final class CoverageView {
  /// 500 of what was missed are enough to see what kind it is; the JSON report has all.
  private static final int MISSED = 500;

  private final List<SuiteRun.Reached> all;
  private final Markup to;

  CoverageView(List<SuiteRun.Reached> all, Markup to) {
    this.all = all;
    this.to = to;
  }

  void write() {
    to.leaf("h2", "Coverage");
    all.forEach(this::kind);
  }

  private void kind(SuiteRun.Reached reached) {
    var got = new HashSet<>(reached.got());
    List<String> missed = reached.all().stream().filter(each -> !got.contains(each)).toList();
    int of = reached.all().size();
    to.in(
        "div.kind",
        () -> {
          to.leaf("h3", reached.kind());
          to.leaf(
              "p",
              "%s of %s%s"
                  .formatted(
                      Words.number(of - missed.size()),
                      Words.number(of),
                      missed.isEmpty() ? ": all" : ""));
          to.in(
              "div.bar",
              with("aria-hidden", "true"),
              () -> {
                to.leaf("span.good", with("style", "flex-grow:" + (of - missed.size())), "");
                if (!missed.isEmpty()) {
                  to.leaf("span.open", with("style", "flex-grow:" + missed.size()), "");
                }
              });
          if (!missed.isEmpty()) {
            to.in("details", () -> missed(missed));
          }
        });
  }

  private void missed(List<String> missed) {
    to.leaf("summary", "Not reached: " + Words.number(missed.size()));
    to.in(
        "ul.ids",
        () ->
            missed.stream()
                .limit(MISSED)
                .forEach(each -> to.in("li", () -> to.leaf("code", each))));
    if (missed.size() > MISSED) {
      to.leaf("p", "… and %s more".formatted(Words.number(missed.size() - MISSED)));
    }
  }
}
