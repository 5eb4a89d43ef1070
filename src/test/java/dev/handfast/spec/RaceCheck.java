package dev.handfast.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Compares the known races with the tests that name them and with the rules that forbid them.
///
/// @param races the races as they stand
/// @param tags what the sources of the tests name
/// @param rules the rules, each with the races of the protocol's annex that it forbids
record RaceCheck(List<KnownRace> races, List<Tag> tags, List<SpecRule> rules) {
  /// Where tests are that make a bug again, and see that it is caught.
  private static final Pattern TWO_SIDED = Pattern.compile("\\w+RacesTest\\b");

  /// What is wrong, a sentence each; empty where all is well.
  List<String> complaints() {
    var complaints = new ArrayList<String>();
    var seen = new HashSet<String>();
    Map<String, List<String>> tests = TagCheck.tests(tags);
    for (KnownRace race : races) {
      if (!seen.add(race.id())) {
        complaints.add(race.id() + " is there twice");
      }
      complaints.addAll(aboutTests(race, tests.getOrDefault(race.id(), List.of())));
      complaints.addAll(aboutRules(race));
    }
    complaints.addAll(
        TagCheck.complaints("race", tags, races.stream().map(KnownRace::id).toList()));
    rules.stream()
        .flatMap(rule -> rule.races().stream())
        .distinct()
        .filter(Predicate.not(seen::contains))
        .forEach(id -> complaints.add(id + " is in rules.yaml and not in races.yaml"));
    return complaints;
  }

  private static List<String> aboutTests(KnownRace race, List<String> found) {
    if (found.isEmpty()) {
      return List.of(
          "%s has no test; write one that fails with it and tag it @Race(\"%s\")"
              .formatted(race.id(), race.id()));
    }
    if (found.stream().noneMatch(TWO_SIDED.asPredicate())) {
      return List.of(
          "%s: no test makes the bug again; write one, in a class named ...RacesTest"
              .formatted(race.id()));
    }
    return found.equals(race.tests())
        ? List.of()
        : List.of(TagCheck.outOfDate(race.id(), "races.yaml", race.tests(), found));
  }

  private List<String> aboutRules(KnownRace race) {
    List<String> forbidding =
        rules.stream().filter(rule -> rule.races().contains(race.id())).map(SpecRule::id).toList();
    List<String> known = rules.stream().map(SpecRule::id).toList();
    if (!forbidding.isEmpty() && !forbidding.containsAll(race.rules())) {
      return List.of(
          "%s: races.yaml says that %s forbid it, rules.yaml says %s"
              .formatted(race.id(), race.rules(), forbidding));
    }
    return race.rules().stream()
        .filter(Predicate.not(known::contains))
        .map(rule -> "%s names %s, which is no rule".formatted(race.id(), rule))
        .toList();
  }
}
