package dev.handfast.cli.conform;

import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.Visible;
import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.conform.Baseline;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.suite.Verdict;
import dev.handfast.conformance.verdict.Rules;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// What a person reads while a suite runs, and behind it. Any thread.
final class ConformReport {
  private final PrintWriter out;
  private final Paint paint;
  private final List<String> command;
  private final boolean isLive;
  private final ReentrantLock lock = new ReentrantLock();
  private int all;
  private int count;

  ConformReport(Screen screen, List<String> command) {
    this.out = screen.out();
    this.paint = screen.paint();
    this.command = command;
    this.isLive = screen.mode() == Screen.Mode.LIVE;
  }

  void list(List<Group> groups) {
    for (Group group : groups) {
      out.println(paint.bold(group.name()) + paint.dim("  " + group.title()));
      group
          .cases()
          .forEach(
              test ->
                  out.printf(
                      "  %-28s %s %s%n",
                      test.info().id(),
                      test.info().title(),
                      paint.dim(String.join(" ", test.info().rules()))));
    }
    out.flush();
  }

  void begins(String role, String name, String mode, List<Group> groups) {
    all = groups.stream().mapToInt(group -> group.cases().size()).sum();
    out.printf(
        "%s: %s, %d cases%s%n",
        role,
        Visible.of(name),
        all,
        mode.equals("wire")
            ? "; without a driver only what shows on the wire, and each 16th byte of those cases"
                + " that differ in a byte's place"
            : "");
    out.flush();
  }

  /// A case has ended: what went wrong is told at once, and on a terminal how far it is.
  void ended(CaseResult result) {
    lock.lock();
    try {
      count++;
      result
          .failure()
          .ifPresent(
              why -> {
                clear();
                failure(result, why);
              });
      if (isLive) {
        clear();
        out.printf("%d of %d  %s", count, all, Visible.of(result.info().id()));
      }
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  private void clear() {
    if (isLive) {
      out.print("\r\033[K");
    }
  }

  void ends(SuiteRun run, Baseline.Conclusion conclusion) {
    clear();
    out.println();
    run.results().stream()
        .filter(result -> result.verdict() == Verdict.PASSED)
        .map(result -> result.info().id())
        .filter(run.expected()::contains)
        .forEach(
            id -> out.println(id + " passes, though the baseline expects it to fail: delete it"));
    out.println(summary(run, conclusion));
    out.flush();
  }

  private void failure(CaseResult result, Failure why) {
    out.println();
    out.println(
        (result.note().isEmpty() ? paint.bad("✗ ") : paint.dim("~ "))
            + paint.bold(result.info().id())
            + "  "
            + Visible.of(result.info().title())
            + (result.way().equals("plain") ? "" : paint.dim(" (" + result.way() + ")")));
    if (!result.note().isEmpty()) {
      out.println("  expected to fail: " + Visible.of(result.note()));
    }
    out.printf(
        "  breaks    %s%n", String.join(", ", why.rules().stream().map(Rules::named).toList()));
    out.printf("  wanted    %s%n", Visible.of(why.expected()));
    out.printf("  got       %s%n", Visible.of(why.got()));
    out.printf("  because   %s%n", Visible.of(result.info().because()));
    out.printf("  look at   %s%n", Visible.of(result.info().look()));
    for (int i = 0; i < why.script().size(); i++) {
      out.printf(
          "  %s%3d. %s%n", i + 1 == why.step() ? "▶" : " ", i + 1, Visible.of(why.script().get(i)));
    }
    why.diagram().text().lines().forEach(line -> out.println("  " + Visible.of(line)));
    if (!why.stderr().isEmpty()) {
      out.println("  its standard error ends:");
      why.stderr().lines().forEach(line -> out.println("    " + Visible.of(line)));
    }
    String behind = command.isEmpty() ? "" : " -- " + Visible.of(String.join(" ", command));
    out.printf("  again: handfast %s%s%n", why.again(), behind);
  }

  private String summary(SuiteRun run, Baseline.Conclusion conclusion) {
    long expected =
        run.results().stream()
            .filter(result -> result.verdict().isBad() && !result.note().isEmpty())
            .count();
    var words = new StringBuilder();
    words.append(
        switch (conclusion) {
          case CONFORMS -> paint.good("✓ ");
          case DOES_NOT -> paint.bad("✗ ");
          case STALE -> paint.bad("✗ the baseline is stale: ");
          case UNDECIDED -> "? undecided: ";
        });
    words.append(run.count(Verdict.PASSED)).append(" passed");
    add(words, run, Verdict.FAILED, "failed");
    add(words, run, Verdict.HUNG, "hung");
    if (expected > 0) {
      words.append(" (").append(expected).append(" of them as the baseline expects)");
    }
    add(words, run, Verdict.BLOCKED, "blocked");
    add(words, run, Verdict.NOT_APPLICABLE, "not applicable");
    add(words, run, Verdict.NOT_RUN, "not run");
    return words.append(" in %.1f s".formatted(run.took().toMillis() / 1_000.0)).toString();
  }

  private static void add(StringBuilder words, SuiteRun run, Verdict verdict, String name) {
    if (run.count(verdict) > 0) {
      words.append(", ").append(run.count(verdict)).append(' ').append(name);
    }
  }
}
