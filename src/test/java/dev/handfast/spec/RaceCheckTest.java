package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The check that guards the races is itself checked, on a small made-up list.
class RaceCheckTest {
  private static final SpecRule RULE =
      new SpecRule(
          "HF-1",
          "MUST",
          "First",
          "a.B#c",
          "machine/DEAF",
          "One comes first.",
          List.of("R1"),
          List.of(),
          List.of());
  private static final Tag TAG = new Tag("a.BRacesTest#c", List.of("R1"), List.of("Race", "Test"));
  private static final KnownRace RACE =
      new KnownRace("R1", "Second comes first.", List.of("HF-1"), List.of("a.BRacesTest#c"));

  @Test
  void says_nothing_where_all_is_well() {
    assertThat(complaints(List.of(RACE), List.of(TAG))).isEmpty();
  }

  @Test
  void reports_a_race_without_a_test() {
    assertThat(complaints(List.of(RACE), List.of()))
        .containsExactly("R1 has no test; write one that fails with it and tag it @Race(\"R1\")");
  }

  @Test
  void reports_a_race_whose_tests_see_nothing_but_the_real_thing() {
    var oneSided = new Tag("a.BTest#c", List.of("R1"), List.of("Race", "Test"));
    assertThat(complaints(List.of(RACE), List.of(oneSided)))
        .containsExactly(
            "R1: no test makes the bug again; write one, in a class named ...RacesTest");
  }

  @Test
  void reports_a_test_of_an_unknown_race() {
    var stray = new Tag("a.BRacesTest#d", List.of("R9"), List.of("Race", "Test"));
    assertThat(complaints(List.of(RACE), List.of(TAG, stray)))
        .containsExactly("a.BRacesTest#d names R9, which is no race");
  }

  @Test
  void reports_a_list_that_is_out_of_date() {
    var moved = new Tag("a.BRacesTest#d", List.of("R1"), List.of("Race", "Test"));
    assertThat(complaints(List.of(RACE), List.of(moved)))
        .singleElement()
        .asString()
        .startsWith(
            "R1: in races.yaml its tests [a.BRacesTest#c] are no more, and [a.BRacesTest#d] are"
                + " missing");
  }

  @Test
  void reports_a_race_that_the_rules_see_otherwise() {
    var other =
        new KnownRace("R1", "Second comes first.", List.of("HF-2"), List.of("a.BRacesTest#c"));
    assertThat(complaints(List.of(other), List.of(TAG)))
        .containsExactly("R1: races.yaml says that [HF-2] forbid it, rules.yaml says [HF-1]");
  }

  @Test
  void reports_a_race_that_only_the_rules_know_and_one_that_is_there_twice() {
    assertThat(complaints(List.of(), List.of()))
        .containsExactly("R1 is in rules.yaml and not in races.yaml");
    assertThat(complaints(List.of(RACE, RACE), List.of(TAG))).containsExactly("R1 is there twice");
  }

  private static List<String> complaints(List<KnownRace> races, List<Tag> tags) {
    return new RaceCheck(races, tags, List.of(RULE)).complaints();
  }
}
