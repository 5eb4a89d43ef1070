package dev.handfast.cli.permission;

import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Visible;
import dev.handfast.message.ApprovalSuggestions;
import dev.handfast.message.Confirmation;
import java.util.ArrayList;
import java.util.List;

/// A request as a person reads it: who asks, the tool, its input, the danger, what would change.
///
/// Everything that a worker wrote is a [Quotation], or short and on our line.
final class Question {
  /// 12 lines of each text: with all of them, a question fits on a usual terminal.
  private static final int SHORT = 12;

  /// 24 characters of a name: it must fit on one line with the choices.
  private static final int NAME = 24;

  private final String childId;
  private final Confirmation confirmation;
  private final Paint paint;

  Question(String childId, Confirmation confirmation, Paint paint) {
    this.childId = childId;
    this.confirmation = confirmation;
    this.paint = paint;
  }

  /// The question with long texts cut, and the cut said.
  List<String> lines() {
    return lines(SHORT);
  }

  /// The question with every character.
  List<String> allLines() {
    return lines(Integer.MAX_VALUE);
  }

  /// What stands before the answer; fits on a line of 80 columns.
  String prompt() {
    return paint.bold(
        "%s: a approve, d deny, x abort, p PATTERN, s show all > ".formatted(cut(childId)));
  }

  private List<String> lines(int most) {
    String tool = confirmation.toolName();
    var lines = new ArrayList<String>();
    lines.add(paint.bold("%s asks to use %s".formatted(cut(childId), cut(tool))));
    whole("the worker's whole name", childId, lines, most);
    whole("the tool's whole name", tool, lines, most);
    lines.addAll(Quotation.of(confirmation.input(), most));
    if (confirmation.isDangerous()) {
      lines.add(paint.bad("dangerous, the worker says"));
      confirmation.dangerReason().ifPresent(reason -> lines.addAll(Quotation.of(reason, most)));
    }
    confirmation
        .securityWarning()
        .ifPresent(
            warning -> {
              lines.add(paint.bad("security warning"));
              lines.addAll(Quotation.of(warning, most));
            });
    confirmation
        .diffPreview()
        .ifPresent(
            diff -> {
              lines.add("what would change");
              lines.addAll(Quotation.diff(diff, most, paint));
            });
    confirmation
        .approvalSuggestions()
        .map(ApprovalSuggestions::suggestedPattern)
        .ifPresent(
            pattern -> {
              lines.add("p alone approves the pattern that the worker suggests");
              lines.addAll(Quotation.of(pattern, most));
            });
    return lines;
  }

  private static void whole(String title, String name, List<String> lines, int most) {
    if (!cut(name).equals(name)) {
      lines.add(title);
      lines.addAll(Quotation.of(name, most));
    }
  }

  private static String cut(String name) {
    String visible = Visible.of(name);
    if (visible.codePointCount(0, visible.length()) <= NAME) {
      return visible;
    }
    return visible.substring(0, visible.offsetByCodePoints(0, NAME - 1)) + "…";
  }
}
