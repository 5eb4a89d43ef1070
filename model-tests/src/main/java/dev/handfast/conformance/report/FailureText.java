package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.CaseInfo;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.verdict.Rules;
import java.util.ArrayList;
import java.util.List;

/// A failure as plain text, for where there is nothing better.
final class FailureText {
  private final List<String> lines = new ArrayList<>();

  private FailureText() {}

  /// In one line.
  static String line(Failure failure) {
    return Visible.line("expected %s, got %s".formatted(failure.expected(), failure.got()));
  }

  /// In full.
  static String of(SuiteRun run, CaseResult result, Failure failure) {
    var text = new FailureText();
    text.about(result.info(), failure);
    text.script(failure);
    text.part("what happened", failure.diagram().text().lines().toList());
    text.part("bytes", ByteText.placed(failure.bytes()).stream().map(FailureText::chunk).toList());
    text.part("standard error ends", failure.stderr().lines().toList());
    text.say("again", Again.command(run, failure));
    return Visible.text(String.join("\n", text.lines));
  }

  private void about(CaseInfo info, Failure failure) {
    say("expected", failure.expected());
    say("got", failure.got());
    failure.rules().forEach(rule -> say("breaks", rule + ", " + Rules.title(rule)));
    say("because", info.because());
    say("look at", info.look());
  }

  private void script(Failure failure) {
    var steps = new ArrayList<String>();
    for (String step : failure.script()) {
      int number = steps.size() + 1;
      steps.add("%s. %s%s".formatted(number, step, number == failure.step() ? "   <-- here" : ""));
    }
    part("the steps", steps);
  }

  private static String chunk(ByteText.Placed placed) {
    return "%s to %s, from byte %s: %s%s"
        .formatted(
            placed.chunk().from(),
            placed.chunk().to(),
            Words.number(placed.offset()),
            placed.text(),
            placed.isCut() ? " (cut here)" : "");
  }

  private void say(String what, String text) {
    if (!text.isEmpty()) {
      lines.add(what + ": " + text);
    }
  }

  private void part(String title, List<String> content) {
    if (!content.isEmpty()) {
      lines.add("");
      lines.add(title + ":");
      content.forEach(line -> lines.add("  " + line));
      lines.add("");
    }
  }
}
