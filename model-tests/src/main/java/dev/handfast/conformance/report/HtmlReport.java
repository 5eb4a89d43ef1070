package dev.handfast.conformance.report;

import static dev.handfast.conformance.report.Markup.with;

import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.SuiteRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The page: a head that says what came of it, then failures, groups, rules and coverage.
///
/// It loads nothing and runs no script, and forbids the browser to: whatever a subject says stays
/// text.
final class HtmlReport {
  /// Only this page's own style.
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  private final Page page;
  private final Markup to;

  HtmlReport(SuiteRun run, Writer to) {
    this.page = new Page(run, Summary.of(run));
    this.to = new Markup(to);
  }

  void write() {
    to.html();
    to.in(
        "html",
        with("lang", "en"),
        () -> {
          to.in("head", this::head);
          to.in("body", this::body);
        });
    to.flush();
  }

  private void head() {
    to.empty("meta", with("charset", "utf-8"));
    to.empty("meta", with("http-equiv", "Content-Security-Policy", "content", POLICY));
    to.empty("meta", with("name", "viewport", "content", "width=device-width, initial-scale=1"));
    to.empty("meta", with("name", "color-scheme", "content", "light dark"));
    to.empty("link", with("rel", "icon", "href", "data:,")); // else a browser asks for one
    to.leaf("title", "Handfast: " + page.run().subject());
    to.leaf("style", style());
  }

  private static String style() {
    try (InputStream css =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void body() {
    to.in("header", this::verdict);
    to.in("nav", with("aria-label", "Parts of this page"), this::parts);
    to.in("main", this::main);
  }

  private void verdict() {
    Summary summary = page.summary();
    to.leaf("p.kicker", "Handfast report");
    to.leaf("h1", page.run().subject());
    to.in(
        "p.verdict." + Words.camel(summary.conclusion()),
        () -> {
          to.leaf("strong", mark(summary.conclusion()));
          to.text(" " + summary.sentence());
        });
    new BarView(to, summary.all()).write();
    to.in("dl.facts", this::facts);
  }

  private static String mark(Summary.Conclusion conclusion) {
    return switch (conclusion) {
      case PASSED -> "✓ Passed.";
      case AS_EXPECTED -> "≈ As expected.";
      case FAILED -> "✗ Failed.";
      case STALE -> "✗ The baseline is stale.";
      case UNDECIDED -> "? Undecided.";
    };
  }

  private void facts() {
    SuiteRun run = page.run();
    fact("Role", run.role());
    fact("Driven by", run.mode());
    if (Again.isStarted(run)) {
      fact("Command", Again.subject(run));
    }
    fact("Seed", String.valueOf(run.seed()));
    fact("Took", Words.time(run.took()));
  }

  private void fact(String name, String value) {
    to.in("div", () -> to.leaf("dt", name).leaf("dd", value));
  }

  private void parts() {
    Tally all = page.summary().all();
    part("#failures", "Failures", all.failed().size());
    if (hasBaseline()) {
      part("#expected", "Expected failures", all.expected().size());
    }
    part("#groups", "Groups", page.summary().groups().size());
    part("#rules", "Rules", page.summary().rules().size());
    if (hasCoverage()) {
      part("#coverage", "Coverage", page.run().reached().size());
    }
  }

  private boolean hasBaseline() {
    return !page.run().expected().isEmpty();
  }

  private boolean hasCoverage() {
    return !page.run().reached().isEmpty();
  }

  private void part(String target, String name, long number) {
    to.in(
        "a",
        with("href", target),
        () -> to.text(name + " ").leaf("span.count", Words.number(number)));
  }

  private void main() {
    Tally all = page.summary().all();
    to.in("section#failures", () -> failures("Failures", all.failed(), "Nothing failed."));
    if (hasBaseline()) {
      to.in("section#expected", this::expected);
    }
    to.in("section#groups", () -> new GroupsView(page, to).write());
    to.in("section#rules", () -> new RulesView(page, to).write());
    if (hasCoverage()) {
      to.in("section#coverage", () -> new CoverageView(page.run().reached(), to).write());
    }
  }

  private void expected() {
    failures(
        "Expected failures",
        page.summary().all().expected(),
        "The baseline expects no failure that there was.");
    List<String> outdated = page.summary().outdated();
    if (!outdated.isEmpty()) {
      to.leaf("p", "The baseline expects these to fail, and they passed. Take them out of it:");
      to.in("ul.ids", () -> outdated.forEach(id -> to.in("li", () -> to.leaf("code", id))));
    }
  }

  private void failures(String title, List<CaseResult> failures, String none) {
    to.leaf("h2", title);
    if (failures.isEmpty()) {
      to.leaf("p.none", none);
    }
    var view = new FailureView(page, to);
    for (int i = 0; i < failures.size(); i++) {
      view.write(failures.get(i), i);
    }
  }
}
