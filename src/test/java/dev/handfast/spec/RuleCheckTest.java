package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The check that guards the rules is itself checked, on small made-up books.
class RuleCheckTest {
  private static final String BOOK =
      """
      # a comment stays
      - id: HF-1
        level: MUST
        title: First
        sentence: "One: comes first."
        races: [R1]
        tests:
          - a.B#c

      - id: HF-2
        level: MAY
        title: Second
        sentence: "Two comes second."
        races: []
        tests: []
      """;

  private static final Map<String, String> LOCK =
      Map.of("HF-1", "One: comes first.", "HF-2", "Two comes second.");

  @Test
  void says_nothing_where_all_is_well() {
    String book = BOOK.replace("tests: []", "tests:\n    - a.B");
    assertThat(complaints(book, List.of(tag("a.B#c", "HF-1"), tag("a.B", "HF-2")), LOCK)).isEmpty();
  }

  @Test
  void reports_a_rule_without_a_test() {
    assertThat(complaints(BOOK, List.of(tag("a.B#c", "HF-1")), LOCK))
        .containsExactly("HF-2 has no test; tag one with @Rule(\"HF-2\")");
  }

  @Test
  void reports_a_test_of_an_unknown_rule() {
    assertThat(complaints(BOOK, List.of(tag("a.B#c", "HF-1", "HF-3")), LOCK))
        .contains("a.B#c names HF-3, which is no rule");
  }

  @Test
  void reports_a_list_that_is_out_of_date() {
    assertThat(complaints(BOOK, List.of(tag("a.B#d", "HF-1")), LOCK))
        .anyMatch(
            it ->
                it.startsWith(
                    "HF-1: in rules.yaml its tests [a.B#c] are no more, and [a.B#d] are missing"));
  }

  @Test
  void reports_a_tag_on_what_is_no_test_or_is_disabled() {
    assertThat(
            complaints(
                BOOK,
                List.of(
                    new Tag("a.B#c", List.of("HF-1"), List.of("Rule")),
                    new Tag("a.B#d", List.of("HF-2"), List.of("Rule", "Test", "Disabled"))),
                LOCK))
        .contains(
            "a.B#c names a rule and is no test",
            "a.B#d names a rule and is disabled, so it checks nothing");
  }

  @Test
  void reports_an_id_that_vanished_and_one_that_is_new() {
    assertThat(
            complaints(
                BOOK, List.of(), Map.of("HF-1", "One: comes first.", "HF-7", "Seven was there.")))
        .contains(
            "HF-7 has vanished; an id is permanent, bring the rule back",
            "HF-2 is new; run with -Dhandfast.update=true");
  }

  @Test
  void reports_a_sentence_that_changed() {
    assertThat(complaints(BOOK.replace("Two comes", "Two never comes"), List.of(), LOCK))
        .anyMatch(it -> it.startsWith("HF-2 says something else than rules.lock"));
  }

  @Test
  void rewrites_the_lists_and_nothing_else() {
    assertThat(RuleBook.withTests(BOOK, Map.of("HF-2", List.of("a.B#c", "a.B#d"))))
        .isEqualTo(
            BOOK.replace("tests:\n    - a.B#c\n", "tests: []\n")
                .replaceFirst("(?s)(HF-2.*)tests: \\[]\n", "$1tests:\n    - a.B#c\n    - a.B#d\n"));
  }

  @Test
  void adds_new_rules_to_the_lock_and_never_changes_or_removes_a_line() {
    String lock = "HF-9 Nine was there.\nHF-1 One said otherwise.\n";
    assertThat(RuleLock.withNew(lock, RuleBook.parse(BOOK)))
        .isEqualTo(lock + "HF-2 Two comes second.\n");
  }

  private static List<String> complaints(String book, List<Tag> tags, Map<String, String> lock) {
    return new RuleCheck(RuleBook.parse(book), tags, lock).complaints();
  }

  private static Tag tag(String test, String... ids) {
    return new Tag(test, List.of(ids), List.of("Rule", "Test"));
  }
}
