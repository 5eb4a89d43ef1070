package dev.handfast.conformance.report;

import static dev.handfast.conformance.report.Markup.with;

import dev.handfast.conformance.suite.CaseInfo;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Chunk;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.verdict.Rules;
import java.util.List;

/// A failure with all that one needs to understand it and to see it again.
final class FailureView {
  /// 5 are read at once; the others are a line each, and open at a click.
  private static final int OPEN = 5;

  /// 300 with pictures are 10 MB or so; who fails more reads the JSON report.
  private static final int PICTURES = 300;

  private final Page page;
  private final Markup to;

  FailureView(Page page, Markup to) {
    this.page = page;
    this.to = to;
  }

  /// Writes one of the failures.
  ///
  /// @param place its place among those that are listed with it, from 0
  void write(CaseResult result, int place) {
    List<String> attributes =
        place < OPEN && !page.summary().isExpected(result)
            ? with("id", page.anchor(result), "open", "")
            : with("id", page.anchor(result));
    to.in(
        "details.failure",
        attributes,
        () -> {
          to.in("summary", () -> title(result));
          result.failure().ifPresent(failure -> body(result, failure, place < PICTURES));
        });
  }

  private void title(CaseResult result) {
    CaseInfo info = result.info();
    boolean isExpected = page.summary().isExpected(result);
    to.leaf(
        isExpected ? "span.mark.warn" : "span.mark.bad",
        "%s %s%s"
            .formatted(
                isExpected ? "≈" : "✗",
                Words.verdict(result.verdict()),
                isExpected ? " as expected" : ""));
    to.leaf("strong", info.title());
    to.in(
        "span.meta",
        () ->
            to.leaf("code", info.id())
                .leaf("span", info.level().name())
                .leaf("span", result.way())
                .leaf("span", Words.time(result.took())));
  }

  private void body(CaseResult result, Failure failure, boolean isDrawn) {
    to.in("dl.claim", () -> claim(result, failure));
    if (!failure.script().isEmpty()) {
      to.leaf("h3", "The shortest steps that show it");
      to.in("ol.script", () -> script(failure));
    }
    if (isDrawn && !failure.diagram().arrows().isEmpty()) {
      to.leaf("h3", "What happened");
      to.in(
          "div.scroll",
          with("tabindex", "0", "role", "region", "aria-label", "Sequence diagram"),
          () -> new SequenceView(failure.diagram(), failure.step(), to).write());
    }
    if (isDrawn && !failure.bytes().isEmpty()) {
      to.leaf("h3", "Bytes, in the pieces in which they crossed");
      to.in("ol.bytes", () -> ByteText.placed(failure.bytes()).forEach(this::chunk));
    }
    if (!isDrawn) {
      to.leaf("p.none", "The JSON report has its picture and its bytes.");
    }
    to.leaf("h3", "Again");
    pre("pre.command", "The command that runs it again", Again.command(page.run(), failure));
    if (!failure.stderr().isEmpty()) {
      to.leaf("h3", "What the subject said last on standard error");
      pre("pre", "Standard error", failure.stderr());
    }
  }

  private void claim(CaseResult result, Failure failure) {
    say("Expected", failure.expected());
    say("Got", failure.got());
    to.in("div", () -> to.leaf("dt", "Breaks").in("dd.rules", () -> rules(failure)));
    say("Because", result.info().because());
    say("Look at", result.info().look());
    say("Note", result.note());
  }

  private void say(String name, String text) {
    if (!text.isEmpty()) {
      to.in("div", () -> to.leaf("dt", name).leaf("dd", text));
    }
  }

  private void rules(Failure failure) {
    for (Tally rule : page.summary().rules()) {
      if (failure.rules().contains(rule.name())) {
        to.in(
            "p",
            () -> {
              to.link("#" + page.anchor(rule), rule.name());
              Rules.Rule known = Rules.all().get(rule.name());
              if (known != null) {
                to.text(" ").leaf("b", known.title() + ".").text(" " + known.sentence());
              }
            });
      }
    }
  }

  private void script(Failure failure) {
    for (int i = 0; i < failure.script().size(); i++) {
      boolean isBroken = i + 1 == failure.step();
      String step = failure.script().get(i);
      to.in(
          isBroken ? "li.here" : "li",
          () -> {
            to.leaf("code", step);
            if (isBroken) {
              to.text(" ").leaf("span.mark.bad", "✗ it shows here");
            }
          });
    }
  }

  private void chunk(ByteText.Placed placed) {
    boolean isSubjects = placed.chunk().from().equals(Chunk.SUBJECT);
    to.in(
        isSubjects ? "li.from" : "li.to",
        () -> {
          to.leaf("span.way", "%s → %s".formatted(placed.chunk().from(), placed.chunk().to()));
          to.leaf(
              "span.at",
              "at %s, %s bytes"
                  .formatted(
                      Words.number(placed.offset()), Words.number(placed.chunk().text().length())));
          to.in(
              "code",
              () -> {
                to.text(placed.text());
                if (placed.isCut()) {
                  to.leaf("span.cut", with("title", "the piece ends inside of a line"), "✂ cut");
                }
              });
        });
  }

  private void pre(String element, String label, String text) {
    to.leaf(element, with("tabindex", "0", "role", "region", "aria-label", label), text);
    to.text("\n");
  }
}
