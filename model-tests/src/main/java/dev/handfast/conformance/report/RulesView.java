package dev.handfast.conformance.report;

import static dev.handfast.conformance.report.Markup.with;

import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.verdict.Rules;
import java.util.List;
import java.util.stream.Stream;

/// A line for each rule of section 8: how many of its cases passed and failed, and which failed.
final class RulesView {
  /// 8 links show the way; a rule that everything breaks needs no more.
  private static final int LINKS = 8;

  private static final String PASSED = "Passed";
  private static final String FAILED = "Failed";
  private static final String EXPECTED = "Expected";
  private static final String NOT_APPLICABLE = "Not applicable";
  private static final String NOT_RUN = "Not run";

  private final Page page;
  private final Markup to;

  RulesView(Page page, Markup to) {
    this.page = page;
    this.to = to;
  }

  void write() {
    to.leaf("h2", "Rules");
    to.leaf("p", "A case counts for each rule that it checks, a failure for each that it breaks.");
    to.in(
        "div.scroll",
        with("tabindex", "0", "role", "region", "aria-label", "Rules"),
        () ->
            to.in(
                "table",
                () -> {
                  to.in("thead", () -> to.in("tr", this::head));
                  to.in("tbody", () -> page.summary().rules().forEach(this::rule));
                }));
  }

  private void head() {
    Stream.of("Rule", PASSED, FAILED, EXPECTED, NOT_APPLICABLE, NOT_RUN)
        .forEach(title -> to.leaf("th", with("scope", "col"), title));
  }

  private void rule(Tally rule) {
    to.in(
        "tr",
        with("id", page.anchor(rule)),
        () -> {
          to.in("th", with("scope", "row"), () -> name(rule));
          number("good", PASSED, rule.passed());
          number("bad", FAILED, rule.failed());
          number("warn", EXPECTED, rule.expected());
          number("calm", NOT_APPLICABLE, rule.notApplicable());
          number("calm", NOT_RUN, rule.notRun());
        });
  }

  private void name(Tally rule) {
    Rules.Rule known = Rules.all().get(rule.name());
    to.leaf("b", rule.name());
    if (known != null) {
      to.text(" " + known.title());
      to.leaf("p.sentence", known.sentence());
    }
    if (rule.size() == 0) {
      to.leaf("p.none", "No case of this run.");
    }
    links("✗ ", rule.failed());
    links("≈ ", rule.expected());
  }

  private void links(String mark, List<CaseResult> failures) {
    if (!failures.isEmpty()) {
      to.in(
          "p.links",
          () -> {
            failures.stream()
                .limit(LINKS)
                .forEach(
                    failure -> {
                      to.link("#" + page.anchor(failure), mark + failure.info().id());
                      to.text(" ");
                    });
            if (failures.size() > LINKS) {
              to.text("and %s more".formatted(Words.number(failures.size() - LINKS)));
            }
          });
    }
  }

  private void number(String kind, String column, List<CaseResult> results) {
    to.leaf(
        results.isEmpty() ? "td.number.zero" : "td.number." + kind,
        with("data-name", column), // a narrow page has no room for the table's head
        Words.number(results.size()));
  }
}
