package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.Level;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.verdict.Rules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a suite's results mean: all forms of report say the same.
public final class Summary {
  /// Stands for the rule where none is named.
  static final String NO_RULE = "no rule";

  private final SuiteRun run;
  private final Set<String> expected;
  private final Tally all = Tally.of("all");
  private final LinkedHashMap<String, Tally> groups = new LinkedHashMap<>();
  private final LinkedHashMap<String, Tally> rules = new LinkedHashMap<>();

  /// What it comes to.
  public enum Conclusion {
    /// Everything was run, and nothing that decides failed.
    PASSED,
    /// Nothing that decides failed but what the baseline expects to fail.
    AS_EXPECTED,
    /// Something failed that decides.
    FAILED,
    /// Nothing else failed that decides, and a case passes that the baseline expects to fail, each
    /// way in which it was run.
    STALE,
    /// Nothing failed that decides, and something was not run, or nothing passed.
    UNDECIDED
  }

  private Summary(SuiteRun run) {
    this.run = run;
    expected = new HashSet<>(run.expected());
    Rules.all().keySet().forEach(rule -> rules.put(rule, Tally.of(rule)));
    run.results().forEach(this::count);
  }

  /// The summary of a run.
  public static Summary of(SuiteRun run) {
    return new Summary(run);
  }

  private void count(CaseResult result) {
    boolean isExpected = isExpected(result);
    all.add(result, isExpected);
    groups.computeIfAbsent(result.info().group(), Tally::of).add(result, isExpected);
    rulesOf(result).forEach(rule -> rules.computeIfAbsent(rule, Tally::of).add(result, isExpected));
  }

  /// A failure counts for the rules that it breaks, and says nothing of others that its case
  /// checks.
  private static Collection<String> rulesOf(CaseResult result) {
    var rules =
        new LinkedHashSet<>(result.failure().map(Failure::rules).orElse(result.info().rules()));
    if (rules.isEmpty() && result.verdict().isBad()) {
      rules.add(NO_RULE);
    }
    return rules;
  }

  /// Whether the baseline expects this case to fail.
  public boolean isExpected(CaseResult result) {
    return expected.contains(result.info().id());
  }

  /// All cases.
  public Tally all() {
    return all;
  }

  /// The cases of each group, in the suite's order.
  public List<Tally> groups() {
    return List.copyOf(groups.values());
  }

  /// The cases of each rule of section 8, and of what else was broken.
  public List<Tally> rules() {
    return List.copyOf(rules.values());
  }

  /// Ids that the baseline expects to fail, and that passed each time.
  public List<String> outdated() {
    var passed = new LinkedHashSet<String>();
    all.passed().forEach(result -> passed.add(result.info().id()));
    all.expected().forEach(result -> passed.remove(result.info().id()));
    passed.retainAll(expected);
    return List.copyOf(passed);
  }

  /// What it comes to.
  public Conclusion conclusion() {
    if (decides(all.failed())) {
      return Conclusion.FAILED;
    }
    if (!outdated().isEmpty()) {
      return Conclusion.STALE;
    }
    if (all.passed().isEmpty() || !all.notRun().isEmpty()) {
      return Conclusion.UNDECIDED;
    }
    return decides(all.expected()) ? Conclusion.AS_EXPECTED : Conclusion.PASSED;
  }

  private static boolean decides(List<CaseResult> results) {
    return results.stream().anyMatch(result -> result.info().level() == Level.MUST);
  }

  /// What it comes to, in one sentence, or a second one for what does not decide.
  public String sentence() {
    long advice = all.failed().size() - must(all.failed());
    return "%s, a %s, %s."
            .formatted(
                run.subject(),
                run.role(),
                switch (conclusion()) {
                  case PASSED -> passed(advice);
                  case AS_EXPECTED ->
                      "fails no case that it must pass, but for %s that its baseline expects to fail"
                          .formatted(Words.cases(all.expected().size()));
                  case FAILED ->
                      "fails %s and breaks %s".formatted(failed(), String.join(", ", broken()));
                  case STALE ->
                      "passes %s that its baseline expects to fail"
                          .formatted(Words.cases(outdated().size()));
                  case UNDECIDED -> undecided();
                })
        + (advice == 0
            ? ""
            : " %s that does not decide failed as well.".formatted(capital(Words.cases(advice))));
  }

  private String passed(long advice) {
    return advice == 0
        ? "passes " + (ran() == 1 ? "the one case that was run" : "all %s".formatted(allRun()))
        : "passes all cases that it must pass, of %s".formatted(allRun());
  }

  private String failed() {
    return ran() == 1
        ? "the one case that was run,"
        : "%s that it must pass, of %s that were run,"
            .formatted(Words.cases(must(all.failed())), Words.number(ran()));
  }

  private String allRun() {
    return "%s that were run".formatted(Words.cases(ran()));
  }

  private String undecided() {
    if (all.passed().isEmpty()) {
      return all.expected().isEmpty()
          ? "has been asked nothing: no case was run"
          : "has passed nothing: its baseline expects %s to fail"
              .formatted(Words.cases(all.expected().size()));
    }
    return "has failed nothing that it must pass, but %s not run: that decides nothing"
        .formatted(
            all.notRun().size() == 1
                ? "1 case was"
                : "%s were".formatted(Words.cases(all.notRun().size())));
  }

  /// How many had a verdict.
  private int ran() {
    return all.size() - all.notRun().size() - all.notApplicable().size();
  }

  private static long must(List<CaseResult> results) {
    return results.stream().filter(result -> result.info().level() == Level.MUST).count();
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /// The rules that what decides has broken, in their order.
  private List<String> broken() {
    var broken = new ArrayList<String>();
    rules.forEach(
        (rule, tally) -> {
          if (decides(tally.failed())) {
            broken.add(rule);
          }
        });
    return broken;
  }
}
