package dev.handfast.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The check that guards the zoo is itself checked, on a small one.
class MatrixTest {
  private static final Zoo ZOO =
      Zoo.parse(
          """
          - id: machine/DEAF
            sentence: "A ping is not heard."
            rules: [HF-9]
            owner: scripts
            blind: [lives]
          """);
  private static final String BUILD = "build\tnow";
  private static final String KILLED = "killed\tmachine/DEAF\tscripts\tHF-9\t2\tno pong";
  private static final String BLIND = "blind\tmachine/DEAF\tlives\t9 lives";

  @Test
  void says_nothing_where_all_is_well() {
    assertThat(complaints(BUILD, KILLED, BLIND)).isEmpty();
  }

  @Test
  void reports_a_mutant_that_survives() {
    assertThat(complaints(BUILD, "blind\tmachine/DEAF\tscripts\t3000 scripts", BLIND))
        .containsExactly(
            "machine/DEAF (A ping is not heard.) SURVIVES: scripts (ATest) answers for it and"
                + " noticed nothing, in 3000 scripts; expected that HF-9 is broken. A check has"
                + " become too weak: mend it.");
  }

  @Test
  void reports_a_kill_for_the_wrong_reason() {
    assertThat(complaints(BUILD, KILLED.replace("HF-9", "HF-2"), BLIND))
        .singleElement()
        .asString()
        .startsWith(
            "machine/DEAF is noticed by scripts (ATest) for the wrong reason: expected HF-9, got"
                + " HF-2: no pong.");
  }

  @Test
  void reports_a_mutant_that_its_owner_did_not_try() {
    assertThat(complaints(BUILD, KILLED.replace("scripts", "walks"), BLIND))
        .singleElement()
        .asString()
        .startsWith(
            "machine/DEAF (A ping is not heard.) was not tried by its owner, scripts. Its test is"
                + " gone");
  }

  @Test
  void reports_a_mutant_that_a_rule_names_and_that_nobody_notices_because_of_it() {
    assertThat(matrix(List.of(BUILD, KILLED, BLIND)).complaintAbout("HF-9", "machine/DEAF"))
        .isEmpty();
    assertThat(matrix(List.of(BUILD, KILLED, BLIND)).complaintAbout("HF-2", "machine/DEAF"))
        .hasValueSatisfying(
            complaint ->
                assertThat(complaint)
                    .startsWith("HF-2 names the mutant machine/DEAF, which no rung notices"));
  }

  @Test
  void reports_a_mutant_without_an_owner() {
    assertThat(complaints(BUILD, KILLED, BLIND, KILLED.replace("DEAF", "MUTE")))
        .singleElement()
        .asString()
        .startsWith("machine/MUTE is tried by ATest and has no owner. Add it to spec/zoo.yaml");
  }

  @Test
  void reports_a_rung_that_has_become_blind_and_one_that_sees_again() {
    assertThat(complaints(BUILD, KILLED, BLIND, BLIND.replace("lives", "traces")))
        .singleElement()
        .asString()
        .startsWith("machine/DEAF is no longer noticed by traces");
    assertThat(complaints(BUILD, KILLED, KILLED.replace("scripts", "lives")))
        .containsExactly(
            "machine/DEAF is noticed by lives (ATest) now: take lives out of its `blind` in"
                + " spec/zoo.yaml.");
    assertThat(complaints(BUILD, KILLED))
        .singleElement()
        .asString()
        .contains("says that lives cannot see it, and nobody tries");
  }

  @Test
  void evidence_of_another_build_does_not_count() {
    assertThat(complaints("build\tyesterday", KILLED, BLIND))
        .anyMatch(it -> it.startsWith("ATest left evidence of another build"))
        .anyMatch(it -> it.contains("was not tried by its owner"));
  }

  @Test
  void a_comparison_of_cells_names_the_table() {
    assertThat(
            complaints(
                BUILD, KILLED, BLIND, "killed\tmachine/DEAF\tcells\tsection 10\t1\tno effect"))
        .isEmpty();
  }

  @Test
  void a_page_drifts_with_a_figure_and_not_with_a_sample() {
    String old = page("figure\tstates\t470", "sample\tschedules\t12").text();

    assertThat(page("figure\tstates\t470", "sample\tschedules\t99").drift(old)).isEmpty();
    assertThat(page("figure\tstates\t471", "sample\tschedules\t12").drift(old))
        .containsExactly("new or changed: | states | 471 |", "no longer so:   | states | 470 |");
  }

  private static EvidencePage page(String... lines) {
    var all = new ArrayList<>(List.of(BUILD, KILLED, BLIND));
    all.addAll(List.of(lines));
    return new EvidencePage(
        matrix(all), Map.of("seconds of all tests", "1"), "2 processors of nobody's");
  }

  private static List<String> complaints(String... lines) {
    return matrix(List.of(lines)).complaints();
  }

  private static Matrix matrix(List<String> lines) {
    var ledger = new Ledger(new ArrayList<>(), new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    return new Matrix(ZOO, ledger.take("ATest", lines, "now"));
  }
}
