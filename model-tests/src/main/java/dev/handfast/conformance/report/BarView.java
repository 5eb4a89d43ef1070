package dev.handfast.conformance.report;

import static dev.handfast.conformance.report.Markup.with;

import java.util.List;

/// What came of some cases as a bar, and in numbers: nothing is said by colour alone.
final class BarView {
  private final Markup to;
  private final Tally tally;

  BarView(Markup to, Tally tally) {
    this.to = to;
    this.tally = tally;
  }

  void write() {
    to.in("div.bar", with("aria-hidden", "true"), () -> parts().forEach(this::part));
    to.in("ul.legend", () -> parts().forEach(this::legend));
  }

  private record Part(String kind, String words, long number) {}

  private List<Part> parts() {
    return List.of(
            new Part("good", "passed", tally.passed().size()),
            new Part("bad", "failed", tally.failed().size()),
            new Part("warn", "failed as expected", tally.expected().size()),
            new Part("calm", "not applicable", tally.notApplicable().size()),
            new Part("open", "not run", tally.notRun().size()))
        .stream()
        .filter(part -> part.number() > 0)
        .toList();
  }

  private void part(Part part) {
    to.leaf("span." + part.kind(), with("style", "flex-grow:" + part.number()), "");
  }

  private void legend(Part part) {
    to.in(
        "li",
        () ->
            to.leaf("i." + part.kind(), with("aria-hidden", "true"), "")
                .leaf("b", Words.number(part.number()))
                .text(" " + part.words()));
  }
}
