package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The check that guards the rules' evidence is itself checked, on a small made-up book.
class RuleEvidenceTest {
  private static final String BOOK =
      """
      - id: HF-1
        level: MUST
        title: First
        generated: a.B#c
        mutant: machine/DEAF
        sentence: "One: comes first."
        races: [R1]
        tests: []
      """;

  @Test
  void says_nothing_where_all_is_well() {
    assertThat(complaints(BOOK)).isEmpty();
    assertThat(
            complaints(
                BOOK.replace("a.B#c", "\"excluded: by hand\"")
                    .replace("machine/DEAF", "\"excluded: none\"")))
        .isEmpty();
  }

  @Test
  void reports_a_rule_without_a_generated_test_or_a_mutant() {
    assertThat(
            complaints(
                BOOK.replace("  generated: a.B#c\n", "")
                    .replace("mutant: machine/DEAF", "mutant: \"\"")))
        .containsExactly(
            "HF-1 has no `generated`; give it one in spec/rules.yaml, or say `generated:"
                + " \"excluded: why\"`",
            "HF-1 has no `mutant`; give it one in spec/rules.yaml, or say `mutant: \"excluded:"
                + " why\"`");
  }

  @Test
  void reports_a_test_that_does_not_exist_or_does_not_name_the_rule() {
    assertThat(complaints(BOOK.replace("a.B#c", "a.B#gone")))
        .containsExactly(
            "HF-1: its generated test a.B#gone does not exist; name one that does, in"
                + " spec/rules.yaml");
    assertThat(complaints(BOOK.replace("a.B#c", "a.B#d")))
        .containsExactly("HF-1: its generated test a.B#d is not tagged @Rule(\"HF-1\")");
  }

  @Test
  void reports_a_mutant_that_there_is_not_or_that_breaks_another_rule() {
    assertThat(complaints(BOOK.replace("DEAF", "GONE")))
        .containsExactly("HF-1: its mutant machine/GONE is not in spec/zoo.yaml; name one that is");
    assertThat(complaints(BOOK.replace("DEAF", "MUTE")))
        .containsExactly(
            "HF-1: its mutant machine/MUTE breaks HF-2, HF-3 by spec/zoo.yaml, and not this rule");
  }

  @Test
  void an_exclusion_needs_a_reason() {
    assertThat(complaints(BOOK.replace("machine/DEAF", "\"excluded: \"")))
        .containsExactly("HF-1: its mutant excluded:  is not in spec/zoo.yaml; name one that is");
  }

  private static List<String> complaints(String book) {
    return new RuleEvidence(
            RuleBook.parse(book),
            List.of(
                new Tag("a.B#c", List.of("HF-1"), List.of("Rule", "Test")),
                new Tag("a.B#d", List.of("HF-2"), List.of("Rule", "Test"))),
            Map.of("machine/DEAF", List.of("HF-1"), "machine/MUTE", List.of("HF-2", "HF-3")))
        .complaints();
  }
}
