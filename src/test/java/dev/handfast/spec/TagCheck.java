package dev.handfast.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What tags must be like, whatever they name.
final class TagCheck {
  private static final Set<String> RUNS =
      Set.of(
          "Test",
          "ParameterizedTest",
          "RepeatedTest",
          "TestFactory",
          "Property",
          "Example",
          "ArchTest");

  private TagCheck() {}

  /// What a list of tests has too much, and what it lacks.
  ///
  /// @param file where the list stands
  static String outOfDate(String id, String file, List<String> listed, List<String> found) {
    var gone = new TreeSet<>(listed);
    found.forEach(gone::remove);
    var lacking = new TreeSet<>(found);
    listed.forEach(lacking::remove);
    return "%s: in %s its tests %s are no more, and %s are missing; mvn test -pl src -Dtest='RulesTest,RacesTest' -Dhandfast.update=true writes the lists"
        .formatted(id, file, gone, lacking);
  }

  /// What is wrong with tags, a sentence each.
  ///
  /// @param what the kind of thing that they name
  /// @param known the ids that exist
  static List<String> complaints(String what, List<Tag> tags, List<String> known) {
    var complaints = new ArrayList<String>();
    for (Tag tag : tags) {
      tag.ids().stream()
          .filter(id -> !known.contains(id))
          .forEach(
              id -> complaints.add("%s names %s, which is no %s".formatted(tag.test(), id, what)));
      if (tag.test().contains("#") && tag.annotations().stream().noneMatch(RUNS::contains)) {
        complaints.add("%s names a %s and is no test".formatted(tag.test(), what));
      }
      if (tag.annotations().contains("Disabled")) {
        complaints.add(
            "%s names a %s and is disabled, so it checks nothing".formatted(tag.test(), what));
      }
    }
    return complaints;
  }

  /// The tests of each id, in alphabetical order.
  static Map<String, List<String>> tests(List<Tag> tags) {
    var tests = new TreeMap<String, TreeSet<String>>();
    for (Tag tag : tags) {
      tag.ids().forEach(id -> tests.computeIfAbsent(id, _ -> new TreeSet<>()).add(tag.test()));
    }
    var lists = new TreeMap<String, List<String>>();
    tests.forEach((id, names) -> lists.put(id, List.copyOf(names)));
    return lists;
  }
}
