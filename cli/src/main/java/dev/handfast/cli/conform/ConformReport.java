package dev.handfast.cli.conform;

import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Screen;
import dev.handfast.cli.screen.Visible;
import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.conform.Lives;
import dev.handfast.conformance.conform.Way;
import dev.handfast.conformance.report.Summary;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.suite.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// What a person reads while a suite runs, and behind it: what went wrong in the suite's order, so
/// that the most basic of it comes first. Any thread.
final class ConformReport {
  private final PrintWriter out;
  private final Paint paint;
  private final List<String> command;
  private final boolean isLive;
  private final ReentrantLock lock = new ReentrantLock();
  private int all;
  private int count;
  private int bad;

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

  /// It begins.
  ///
  /// @param ways in which each case is run
  /// @param lives how many generated ones follow at most
  /// @param lacking features that cases need and the driver does not know
  void begins(
      String role,
      String name,
      String mode,
      List<Group> groups,
      Set<Way> ways,
      long lives,
      SortedSet<String> lacking) {
    int cases = groups.stream().mapToInt(group -> group.cases().size()).sum();
    all = cases * ways.size();
    out.printf(
        "%s: %s, %d cases, %s%s%n",
        role,
        Visible.of(name),
        cases,
        way(ways),
        lives > 0 ? ", then up to %d generated lives".formatted(lives) : "");
    if (mode.equals("wire")) {
      out.println(
          "without a driver only what shows on the wire, and each 16th byte of those cases that"
              + " differ in a byte's place");
    }
    if (!lacking.isEmpty()) {
      out.println(
          "its driver does not know %s: what needs that is not applicable"
              .formatted(String.join(", ", lacking)));
    }
    out.flush();
  }

  private static String way(Set<Way> ways) {
    return (ways.size() == 1 ? "way " : "ways ")
        + ways.stream().sorted().map(Way::toString).collect(Collectors.joining(", "));
  }

  /// A case has ended: on a terminal it is told how far it is.
  void ended(CaseResult result) {
    lock.lock();
    try {
      count++;
      bad += result.verdict().isBad() ? 1 : 0;
      if (isLive) {
        clear();
        out.printf(
            "%d of %d%s  %s",
            count,
            Math.max(count, all),
            bad > 0 ? ", %d not as they should be".formatted(bad) : "",
            Visible.of(result.info().id()));
        out.flush();
      }
    } finally {
      lock.unlock();
    }
  }

  private void clear() {
    if (isLive) {
      out.print("\r\033[K");
    }
  }

  void ends(SuiteRun run, Summary meaning) {
    clear();
    new FailureList(out, paint, command)
        .tell(run.results().stream().filter(result -> result.verdict().isBad()).toList());
    out.println();
    meaning
        .outdated()
        .forEach(
            id -> out.println(id + " passes, though the baseline expects it to fail: delete it"));
    out.println(summary(run, meaning.conclusion()));
    out.flush();
  }

  private String summary(SuiteRun run, Summary.Conclusion conclusion) {
    long expected =
        run.results().stream()
            .filter(result -> result.verdict().isBad() && !result.note().isEmpty())
            .count();
    var words = new StringBuilder();
    words.append(
        switch (conclusion) {
          case PASSED, AS_EXPECTED -> paint.good("✓ ");
          case FAILED -> paint.bad("✗ ");
          case STALE -> paint.bad("✗ the baseline is stale: ");
          case UNDECIDED -> "? undecided: ";
        });
    words.append(run.count(Verdict.PASSED)).append(" passed");
    long lives =
        run.results().stream()
            .filter(result -> result.verdict() == Verdict.PASSED)
            .filter(result -> result.info().id().startsWith(Lives.PREFIX))
            .count();
    if (lives > 0) {
      words.append(" (").append(lives).append(" of them generated lives)");
    }
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
