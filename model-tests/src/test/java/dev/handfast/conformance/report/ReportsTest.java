package dev.handfast.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.suite.CaseInfo;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Level;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.suite.Verdict;
import dev.handfast.conformance.verdict.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

class ReportsTest {
  private static final SuiteRun RUN = SampleRun.of(30);

  @Test
  void json_says_what_it_comes_to_and_has_each_case_with_its_bytes() {
    JsonNode json = Written.json(Report.json(), RUN);

    assertThat(json.propertyNames())
        .containsExactly(
            "format",
            "version",
            "subject",
            "role",
            "mode",
            "command",
            "seed",
            "tookMs",
            "conclusion",
            "sentence",
            "all",
            "baseline",
            "outdated",
            "groups",
            "rules",
            "reached",
            "cases");
    assertThat(json.get("conclusion").asString()).isEqualTo("failed");
    assertThat(json.get("outdated").get(0).asString()).isEqualTo("walk/0");
    assertThat(json.get("cases")).hasSize(38);
    JsonNode bytes = json.get("cases").get(0).get("failure").get("bytes");
    assertThat(bytes.get(1).get("at").asLong()).isEqualTo(26);
    assertThat(bytes.get(2).get("at").asLong()).as("a direction of its own").isZero();
    assertThat(bytes.get(2).get("bytes").asString()).as("each byte a character").contains("Ã©");
    assertThat(bytes.get(3).get("bytes").asString()).as("all of them").hasSize(70_001);
  }

  @Test
  void junit_has_a_suite_for_each_group_and_counts_what_it_holds() {
    Document junit = Written.xml(Report.junit(), RUN);

    Element whole = junit.getDocumentElement();
    assertThat(whole.getAttribute("tests")).isEqualTo("38");
    assertThat(whole.getAttribute("time")).isEqualTo("61.204");
    assertThat(Written.all(junit, "testsuite"))
        .extracting(suite -> suite.getAttribute("name"))
        .containsExactly("early", "frames", "walks 0", "walks 1", "walks 2", "walks 3", "walks 4");
    assertThat(List.of("failure", "skipped"))
        .allSatisfy(
            kind ->
                assertThat(Written.all(junit, kind))
                    .hasSize(Integer.parseInt(whole.getAttribute(plural(kind)))));
    assertThat(Written.all(junit, "failure"))
        .extracting(failure -> failure.getAttribute("type"))
        .as("neither advice nor what the baseline expects")
        .containsExactly("FAILED", "HUNG", "FAILED");
    assertThat(Written.all(junit, "failure").getFirst().getTextContent())
        .contains("expected: frame 2: log A1", "3. peer says ACCEPT   <-- here")
        .contains("again: handfast conform --case HF-3 --seed 42 -- node 'my driver.mjs' --fast");
    assertThat(Written.all(junit, "skipped"))
        .extracting(skipped -> skipped.getAttribute("message"))
        .containsExactly(
            "SHOULD only: expected frame 2: log A1, got frame 2: log A2",
            "expected to fail: issue 12 is about it",
            "not applicable: does not know `permission`",
            "blocked: the smoke case of its group hung",
            "not run: the time was up");
  }

  private static String plural(String kind) {
    return kind.equals("failure") ? "failures" : kind;
  }

  @Test
  void sarif_has_all_rules_and_a_result_with_a_place_for_each_failure() {
    JsonNode sarif = Written.json(Report.sarif(), RUN);

    assertThat(sarif.get("version").asString()).isEqualTo("2.1.0");
    JsonNode run = sarif.get("runs").get(0);
    JsonNode rules = run.get("tool").get("driver").get("rules");
    assertThat(rules).as("section 10 is none of section 8").hasSize(Rules.all().size() + 1);
    assertThat(run.get("results"))
        .extracting(result -> result.get("level").asString())
        .containsExactly("error", "error", "warning", "error", "error");
    for (JsonNode result : run.get("results")) {
      JsonNode rule = rules.get(result.get("ruleIndex").asInt());
      assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
      JsonNode place = result.get("locations").get(0).get("physicalLocation");
      assertThat(place.get("artifactLocation").get("uri").asString()).isEqualTo("spec/PROTOCOL.md");
      assertThat(place.get("region").get("startLine").asInt()).isPositive();
    }
    assertThat(run.get("results"))
        .extracting(result -> result.get("partialFingerprints").get("caseId/v1").asString())
        .containsExactly(
            "early/overtakes", "early/silent", "early/advice", "early/known", "frames/table");
    assertThat(run.get("results").get(3).get("suppressions").get(0).get("kind").asString())
        .isEqualTo("external");
    assertThat(run.get("results").get(0).has("suppressions")).isFalse();
  }

  @Test
  void reports_are_the_same_in_every_language() {
    Locale before = Locale.getDefault();
    List<String> here = all();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(all()).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> all() {
    return List.of(Report.json(), Report.junit(), Report.sarif(), Report.html()).stream()
        .map(report -> Written.text(report, RUN))
        .toList();
  }

  @Test
  void the_sentence_claims_no_more_than_was_run() {
    assertThat(Summary.of(RUN).sentence())
        .isEqualTo(
            "echo-worker 1.2, a client, fails 3 cases that it must pass, of 35 that were run, and"
                + " breaks HF-3, HF-5, section 10. 1 case that does not decide failed as well.");
    assertThat(Summary.of(SampleRun.good()).sentence())
        .isEqualTo("echo-worker 1.2, a client, passes all 12 cases that were run.");
    assertThat(Summary.of(SampleRun.run(List.of(), List.of())))
        .returns(Summary.Conclusion.UNDECIDED, Summary::conclusion)
        .returns(
            "echo-worker 1.2, a client, has been asked nothing: no case was run.",
            Summary::sentence);
  }

  @Test
  void what_the_baseline_expects_is_told_and_does_not_decide() {
    CaseResult known = SampleRun.bad("a", "early", Level.MUST, Verdict.FAILED, "HF-3");
    CaseResult advice = SampleRun.bad("b", "early", Level.SHOULD, Verdict.FAILED, "HF-3");
    CaseResult passed = SampleRun.good().results().getFirst();

    assertThat(Summary.of(SampleRun.run(List.of(known, passed), List.of("a"))))
        .returns(Summary.Conclusion.AS_EXPECTED, Summary::conclusion)
        .returns(List.of(), Summary::outdated);
    assertThat(Summary.of(SampleRun.run(List.of(advice, passed), List.of())).conclusion())
        .isEqualTo(Summary.Conclusion.PASSED);
    assertThat(Summary.of(SampleRun.run(List.of(known, passed), List.of())).conclusion())
        .isEqualTo(Summary.Conclusion.FAILED);
    assertThat(Summary.of(SampleRun.run(List.of(known), List.of("a"))))
        .returns(Summary.Conclusion.UNDECIDED, Summary::conclusion)
        .returns(
            "echo-worker 1.2, a client, has passed nothing: its baseline expects 1 case to fail.",
            Summary::sentence);
    assertThat(Summary.of(SampleRun.run(List.of(passed), List.of(passed.info().id()))))
        .returns(Summary.Conclusion.STALE, Summary::conclusion)
        .returns(
            "echo-worker 1.2, a client, passes 1 case that its baseline expects to fail.",
            Summary::sentence);
  }

  @Test
  void where_advice_was_not_even_asked_for_nothing_is_passed() {
    CaseResult passed = SampleRun.good().results().getFirst();
    CaseInfo advice = SampleRun.bad("b", "early", Level.SHOULD, Verdict.FAILED, "HF-3").info();
    var left =
        new CaseResult(
            advice, "plain", Verdict.NOT_RUN, Optional.empty(), "the time was up", Duration.ZERO);

    assertThat(Summary.of(SampleRun.run(List.of(passed, left), List.of())))
        .returns(Summary.Conclusion.UNDECIDED, Summary::conclusion)
        .returns(
            "echo-worker 1.2, a client, has failed nothing that it must pass, but 1 case was not"
                + " run: that decides nothing.",
            Summary::sentence);
  }

  @Test
  void what_runs_a_case_again_names_the_command_of_the_subject_where_there_is_one() {
    CaseResult failed = RUN.results().getFirst();
    var found =
        new SuiteRun(
            "somebody's server",
            "server",
            "wire",
            List.of(),
            1,
            List.of(failed),
            List.of(),
            List.of(),
            RUN.took());

    assertThat(again(RUN))
        .isEqualTo("handfast conform --case HF-3 --seed 42 -- node 'my driver.mjs' --fast");
    assertThat(again(found)).isEqualTo("handfast conform --case HF-3 --seed 42");
    assertThat(Written.text(Report.html(), found)).doesNotContain("<dt>Command</dt>");
  }

  private static String again(SuiteRun run) {
    JsonNode first = Written.json(Report.json(), run).get("cases").get(0);
    return first.get("failure").get("again").asString();
  }

  @Test
  void a_failure_counts_for_what_it_breaks_and_not_for_what_else_its_case_checks() {
    Tally checked =
        Summary.of(RUN).rules().stream()
            .filter(rule -> rule.name().equals("HF-4"))
            .findFirst()
            .orElseThrow();

    assertThat(checked.passed()).hasSize(30);
    assertThat(checked.failed()).isEmpty();
  }
}
