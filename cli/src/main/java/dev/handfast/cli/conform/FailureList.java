package dev.handfast.cli.conform;

import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Visible;
import dev.handfast.conformance.report.Again;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.verdict.Rules;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells what went wrong: one early fault fails hundreds of cases, so the first of each family
/// stands for it, and what shows as it did before gets a line.
final class FailureList {
  private final PrintWriter out;
  private final Paint paint;
  private final List<String> command;
  private final Map<Symptom, String> told = new HashMap<>();

  /// Cases of one kind.
  ///
  /// @param id without the part that is generated
  /// @param isExpected whether the baseline expects them to fail
  private record Family(String id, boolean isExpected) {
    static Family of(CaseResult result) {
      return new Family(result.info().id().replaceFirst("/.*", ""), !result.note().isEmpty());
    }
  }

  /// How a failure shows, whatever was done up to there.
  private record Symptom(List<String> rules, String expected, String got) {
    static Symptom of(Failure failure) {
      return new Symptom(failure.rules(), failure.expected(), failure.got());
    }
  }

  /// @param command of the subject; empty where it has none
  FailureList(PrintWriter out, Paint paint, List<String> command) {
    this.out = out;
    this.paint = paint;
    this.command = command;
  }

  /// Tells them, those of the most basic cases first.
  ///
  /// @param failed in the suite's order
  void tell(List<CaseResult> failed) {
    if (failed.size() > 1) {
      failed.stream()
          .filter(result -> result.note().isEmpty())
          .findFirst()
          .ifPresent(
              basic ->
                  out.printf("%nlook first at %s%n", paint.bold(Visible.of(basic.info().id()))));
    }
    var families = new LinkedHashMap<Family, List<CaseResult>>();
    failed.forEach(
        each -> families.computeIfAbsent(Family.of(each), _ -> new ArrayList<>()).add(each));
    families.values().forEach(this::family);
  }

  private void family(List<CaseResult> members) {
    CaseResult first = members.getFirst();
    first
        .failure()
        .ifPresent(
            why -> {
              String known = told.putIfAbsent(Symptom.of(why), first.info().id());
              if (known == null || !first.note().isEmpty()) {
                inFull(first, why);
              } else {
                out.printf("%n%s%n  as %s: got %s%n", title(first), known, Visible.of(why.got()));
              }
            });
    if (members.size() > 1) {
      out.printf("  and %d more of %s%n", members.size() - 1, Visible.of(Family.of(first).id()));
    }
  }

  private String title(CaseResult result) {
    return (result.note().isEmpty() ? paint.bad("✗ ") : paint.dim("~ "))
        + paint.bold(result.info().id())
        + "  "
        + Visible.of(result.info().title())
        + (result.way().equals("plain") ? "" : paint.dim(" (" + result.way() + ")"));
  }

  private void inFull(CaseResult result, Failure why) {
    out.println();
    out.println(title(result));
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
    out.printf("  again: %s%n", Visible.of(Again.command(why.again(), command)));
  }
}
