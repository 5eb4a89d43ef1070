package dev.handfast.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Compares the rules with the tests that name them and with the ids given so far.
///
/// @param rules the rules as they stand
/// @param tags what the sources of the tests name
/// @param lock every id ever given, with its sentence
record RuleCheck(List<SpecRule> rules, List<Tag> tags, Map<String, String> lock) {
  private static final Set<String> LEVELS = Set.of("MUST", "SHOULD", "MAY");

  /// What is wrong, a sentence each; empty where all is well.
  List<String> complaints() {
    var complaints = new ArrayList<String>();
    complaints.addAll(aboutRules());
    complaints.addAll(TagCheck.complaints("rule", tags, rules.stream().map(SpecRule::id).toList()));
    complaints.addAll(aboutLock());
    return complaints;
  }

  /// The tests of each rule, in alphabetical order.
  Map<String, List<String>> tests() {
    return TagCheck.tests(tags);
  }

  private List<String> aboutRules() {
    var complaints = new ArrayList<String>();
    var seen = new HashSet<String>();
    Map<String, List<String>> tests = tests();
    for (SpecRule rule : rules) {
      if (!seen.add(rule.id())) {
        complaints.add(rule.id() + " is there twice; give the new rule the next free id");
      }
      if (!LEVELS.contains(rule.level())) {
        complaints.add(
            "%s: level %s, wanted one of MUST, SHOULD, MAY".formatted(rule.id(), rule.level()));
      }
      List<String> wanted = tests.getOrDefault(rule.id(), List.of());
      if (wanted.isEmpty()) {
        complaints.add(
            "%s has no test; tag one with @Rule(\"%s\")".formatted(rule.id(), rule.id()));
      } else if (!wanted.equals(rule.tests())) {
        complaints.add(TagCheck.outOfDate(rule.id(), "rules.yaml", rule.tests(), wanted));
      }
    }
    return complaints;
  }

  private List<String> aboutLock() {
    var complaints = new ArrayList<String>();
    var present = new TreeMap<String, String>();
    rules.forEach(rule -> present.put(rule.id(), rule.sentence()));
    lock.forEach(
        (id, sentence) -> {
          if (!present.containsKey(id)) {
            complaints.add(id + " has vanished; an id is permanent, bring the rule back");
          } else if (!sentence.equals(present.get(id))) {
            complaints.add(
                "%s says something else than rules.lock; same meaning: change the lock too, another meaning: take a new id"
                    .formatted(id));
          }
        });
    present.keySet().stream()
        .filter(id -> !lock.containsKey(id))
        .forEach(id -> complaints.add(id + " is new; run with -Dhandfast.update=true"));
    return complaints;
  }
}
