package dev.handfast.conformance.report;

import static dev.handfast.conformance.report.Markup.with;

import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Verdict;
import java.util.List;

/// A line for each group, and behind it a line for each case.
final class GroupsView {
  private final Page page;
  private final Markup to;

  GroupsView(Page page, Markup to) {
    this.page = page;
    this.to = to;
  }

  void write() {
    to.leaf("h2", "Groups");
    List<Tally> groups = page.summary().groups();
    for (int i = 0; i < groups.size(); i++) {
      Tally group = groups.get(i);
      to.in("details.group", with("id", "group-" + (i + 1)), () -> group(group));
    }
  }

  private void group(Tally group) {
    to.in(
        "summary",
        () -> {
          to.leaf("strong", group.name());
          new BarView(to, group).write();
        });
    to.in(
        "ul.cases",
        () ->
            page.run().results().stream()
                .filter(result -> result.info().group().equals(group.name()))
                .forEach(this::result));
  }

  private void result(CaseResult result) {
    boolean isBad = result.verdict().isBad();
    to.in(
        "li",
        isBad ? List.of() : with("id", page.anchor(result)),
        () -> {
          to.leaf("span.mark." + kind(result), mark(result));
          if (isBad) {
            to.link("#" + page.anchor(result), result.info().title());
          } else {
            to.leaf("span", result.info().title());
          }
          to.in("span.meta", () -> meta(result));
        });
  }

  private void meta(CaseResult result) {
    to.leaf("code", result.info().id());
    if (!result.way().equals("plain")) {
      to.leaf("span", result.way());
    }
    to.leaf("span", String.join(" ", result.info().rules()));
    if (result.verdict().isBad() || result.verdict() == Verdict.PASSED) {
      to.leaf("span", Words.time(result.took()));
    }
    if (!result.note().isEmpty()) {
      to.leaf("span", result.note());
    }
  }

  private String kind(CaseResult result) {
    return switch (result.verdict()) {
      case PASSED -> "good";
      case FAILED, HUNG -> page.summary().isExpected(result) ? "warn" : "bad";
      case BLOCKED, NOT_APPLICABLE, NOT_RUN -> "calm";
    };
  }

  private String mark(CaseResult result) {
    String sign =
        switch (result.verdict()) {
          case PASSED -> "✓ ";
          case FAILED, HUNG -> page.summary().isExpected(result) ? "≈ " : "✗ ";
          case BLOCKED, NOT_APPLICABLE, NOT_RUN -> "– ";
        };
    return sign + Words.verdict(result.verdict());
  }
}
