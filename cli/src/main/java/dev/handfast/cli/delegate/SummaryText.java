package dev.handfast.cli.delegate;

import dev.handfast.cli.delegate.plan.Outcome;
import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Visible;
import java.util.ArrayList;
import java.util.List;

/// The results as a table for a person, and for what failed why.
final class SummaryText {
  private SummaryText() {}

  static List<String> lines(Summary summary, Paint paint) {
    int width = summary.ends().stream().mapToInt(end -> end.id().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add("");
    for (Summary.End end : summary.ends()) {
      lines.add(
          "%s  %s  %7s  %s"
              .formatted(
                  pad(end.id(), width),
                  word(end.outcome(), paint),
                  Durations.clock(end.took()),
                  attempts(end) + Visible.line(headline(end.outcome()))));
      if (!(end.outcome() instanceof Outcome.Succeeded)) {
        end.lastLines().forEach(line -> lines.add("    " + paint.dim("| ") + Visible.line(line)));
      }
      end.kept().ifPresent(kept -> lines.add("    " + Visible.of(kept)));
    }
    lines.add(total(summary));
    return lines;
  }

  /// An outcome in one line: of what a worker has answered the last one, which says what came of
  /// it; of a failure the first one, and where that announces others, the last with it.
  static String headline(Outcome outcome) {
    List<String> lines = outcome.reason().lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    return switch (outcome) {
      case Outcome.Succeeded _ -> lines.getLast().strip();
      case Outcome.Failed _, Outcome.Cancelled _, Outcome.TimedOut _ ->
          announces(lines) ? lines.getFirst() + " " + lines.getLast().strip() : lines.getFirst();
    };
  }

  private static boolean announces(List<String> lines) {
    return lines.size() > 1 && lines.getFirst().endsWith(":");
  }

  private static String total(Summary summary) {
    var total = new StringBuilder();
    for (String word : new String[] {"succeeded", "failed", "cancelled", "timed_out"}) {
      if (summary.count(word) > 0) {
        total
            .append(total.isEmpty() ? "" : ", ")
            .append("%d %s".formatted(summary.count(word), word.replace('_', ' ')));
      }
    }
    return total.toString();
  }

  private static String attempts(Summary.End end) {
    return end.attempts() < 2 ? "" : "after %d attempts: ".formatted(end.attempts());
  }

  private static String word(Outcome outcome, Paint paint) {
    String word = pad(outcome.word().replace('_', ' '), "succeeded".length());
    return switch (outcome) {
      case Outcome.Succeeded _ -> paint.good(word);
      case Outcome.Failed _, Outcome.TimedOut _ -> paint.bad(word);
      case Outcome.Cancelled _ -> paint.dim(word);
    };
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
