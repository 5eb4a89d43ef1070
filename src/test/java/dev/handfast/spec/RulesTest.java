package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the text, `rules.yaml`, `rules.lock` and the tests together.
///
/// With `-Dhandfast.update=true` it first rewrites what is derived: the lists of tests, and the
/// lock's lines for new rules.
class RulesTest {
  private static final Pattern IN_PROSE =
      Pattern.compile(
          """
          ^\\#{4}\\ (?<id>HF-\\d+)\\ (?<title>[^\\n]+)\\n
          \\*\\*(?<level>[A-Z]+)\\.\\*\\*\\ (?<sentence>[^\\n]+)\\n
          \\*Why:\\*\\ [^\\n]*?\\ (?<races>[RO]\\d+(?:,\\ [RO]\\d+)*)\\.$
          """,
          Pattern.MULTILINE | Pattern.COMMENTS);

  private static final Pattern IN_ANNEX = Pattern.compile("^\\| ([RO]\\d+) \\|", Pattern.MULTILINE);

  @Test
  void every_rule_has_a_test_and_every_tag_a_rule() throws IOException {
    if (Boolean.getBoolean("handfast.update")) {
      update();
    }
    assertThat(check().complaints()).isEmpty();
  }

  @Test
  void the_prose_says_what_the_list_says() {
    List<SpecRule> prose =
        IN_PROSE
            .matcher(Spec.read(Spec.protocol()))
            .results()
            .map(
                rule ->
                    new SpecRule(
                        rule.group("id"),
                        rule.group("level"),
                        rule.group("title"),
                        "",
                        "",
                        rule.group("sentence"),
                        List.of(rule.group("races").split(", ", -1)),
                        List.of(),
                        List.of()))
            .toList();
    List<SpecRule> list =
        rules().stream()
            .map(
                rule ->
                    new SpecRule(
                        rule.id(),
                        rule.level(),
                        rule.title(),
                        "",
                        "",
                        rule.sentence(),
                        rule.races(),
                        List.of(),
                        List.of()))
            .toList();
    assertThat(prose).isEqualTo(list);
  }

  @Test
  void every_rule_has_a_generated_test_and_a_mutant() {
    var check = new RuleEvidence(rules(), TagScanner.scan("Rule", Spec.testSources()), Zoo.read());
    assertThat(check.complaints()).isEmpty();
  }

  @Test
  void every_rule_has_a_property_of_a_model_or_a_reason_why_not() {
    assertThat(new ModelCheck(rules(), Models.read()).complaints()).isEmpty();
  }

  @Test
  void the_table_of_rules_properties_and_tests_is_up_to_date() throws IOException {
    String page = Spec.read(Spec.readme());
    String wanted = RuleTable.in(page, rules(), Models.read());
    if (Boolean.getBoolean("handfast.update")) {
      Files.writeString(Spec.readme(), wanted);
      return;
    }
    assertThat(page)
        .as("the table in spec/README.md; rewrite it with -Dtest=RulesTest -Dhandfast.update=true")
        .isEqualTo(wanted);
  }

  @Test
  void ids_count_up_without_a_gap() {
    List<SpecRule> rules = rules();
    assertThat(rules.stream().map(SpecRule::id))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, rules.size()).mapToObj(n -> "HF-" + n).toList());
  }

  @Test
  void every_fault_of_the_annex_is_forbidden_by_a_rule() {
    var named = new TreeSet<String>();
    rules().forEach(rule -> named.addAll(rule.races()));
    Stream<String> annex =
        IN_ANNEX.matcher(Spec.read(Spec.protocol())).results().map(fault -> fault.group(1));
    assertThat(annex).containsExactlyInAnyOrderElementsOf(named);
  }

  private static List<SpecRule> rules() {
    return RuleBook.parse(Spec.read(Spec.rules()));
  }

  private static RuleCheck check() {
    return new RuleCheck(
        rules(),
        TagScanner.scan("Rule", Spec.testSources()),
        RuleLock.parse(Spec.read(Spec.lock())));
  }

  private static void update() throws IOException {
    String lock = RuleLock.withNew(Spec.read(Spec.lock()), rules());
    String list = RuleBook.withTests(Spec.read(Spec.rules()), check().tests());
    Files.writeString(Spec.lock(), lock);
    Files.writeString(Spec.rules(), list);
  }
}
