package dev.handfast.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Whether each rule is checked by something that a program has made, and whether that can fail.
///
/// @param rules the rules as they stand
/// @param tags what the sources of the tests name
/// @param zoo the rules that each mutant breaks
record RuleEvidence(List<SpecRule> rules, List<Tag> tags, Map<String, List<String>> zoo) {
  private static final Pattern EXCLUDED = Pattern.compile("excluded: \\S.*");

  /// What is wrong, a sentence each; empty where all is well.
  List<String> complaints() {
    var complaints = new ArrayList<String>();
    for (SpecRule rule : rules) {
      about(rule, "generated", rule.generated(), this::aboutTest, complaints);
      about(rule, "mutant", rule.mutant(), this::aboutMutant, complaints);
    }
    return complaints;
  }

  private static void about(
      SpecRule rule,
      String field,
      String value,
      BiFunction<SpecRule, String, List<String>> check,
      List<String> complaints) {
    if (value.isEmpty()) {
      complaints.add(
          "%s has no `%s`; give it one in spec/rules.yaml, or say `%s: \"excluded: why\"`"
              .formatted(rule.id(), field, field));
    } else if (!EXCLUDED.matcher(value).matches()) {
      complaints.addAll(check.apply(rule, value));
    }
  }

  private List<String> aboutTest(SpecRule rule, String test) {
    boolean exists = tags.stream().anyMatch(tag -> tag.test().equals(test));
    boolean names =
        tags.stream().anyMatch(tag -> tag.test().equals(test) && tag.ids().contains(rule.id()));
    if (names) {
      return List.of();
    }
    return List.of(
        exists
            ? "%s: its generated test %s is not tagged @Rule(\"%s\")"
                .formatted(rule.id(), test, rule.id())
            : "%s: its generated test %s does not exist; name one that does, in spec/rules.yaml"
                .formatted(rule.id(), test));
  }

  private List<String> aboutMutant(SpecRule rule, String mutant) {
    if (!zoo.containsKey(mutant)) {
      return List.of(
          "%s: its mutant %s is not in spec/zoo.yaml; name one that is"
              .formatted(rule.id(), mutant));
    }
    return zoo.get(mutant).contains(rule.id())
        ? List.of()
        : List.of(
            "%s: its mutant %s breaks %s by spec/zoo.yaml, and not this rule"
                .formatted(rule.id(), mutant, String.join(", ", zoo.get(mutant))));
  }
}
