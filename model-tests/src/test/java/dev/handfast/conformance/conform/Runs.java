package dev.handfast.conformance.conform;

import dev.handfast.conformance.cases.Case;
import dev.handfast.conformance.cases.Cases;
import dev.handfast.conformance.cases.Group;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Runs of the suite in tests.
final class Runs {
  /// 1 s for what will not come.
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /// 10 s for what must come, and does: only means that something hangs.
  static final Duration HUNG = Duration.ofSeconds(10);

  /// 5 s: what a user of the command has who asks for nothing else.
  private static final Duration USUAL = Duration.ofSeconds(5);

  private static final Duration LONG = Duration.ofMinutes(20);

  /// 100: a case about time is played until the machine was quiet once, or the time is up.
  private static final int PLAYS = 100;

  /// 4 cases at a time for each processor: those about time mostly wait.
  private static final int JOBS = 4 * Runtime.getRuntime().availableProcessors();

  private Runs() {}

  /// What comes of these cases, one after the other.
  static List<CaseResult> of(Subjects subjects, Duration patience, List<Group> groups, Way... ways)
      throws IOException {
    return of(1, subjects, patience, groups, ways);
  }

  /// What comes of these cases for a right peer, some at a time.
  static List<CaseResult> ofRight(String language, String role, List<Group> groups)
      throws IOException {
    return of(JOBS, Subjects.driven(role, Peers.right(language, role)), HUNG, groups);
  }

  private static List<CaseResult> of(
      int jobs, Subjects subjects, Duration patience, List<Group> groups, Way... ways)
      throws IOException {
    try (var suite = suite(jobs, subjects, patience, ways)) {
      return suite.run(groups);
    }
  }

  private static Suite suite(int jobs, Subjects subjects, Duration patience, Way... ways)
      throws IOException {
    return new Suite(
        subjects,
        new Options(
            jobs, patience, LONG, ways.length == 0 ? Set.of(Way.PLAIN) : Set.of(ways), PLAYS),
        (id, _) -> id,
        _ -> {});
  }

  /// The cases of a fault's owner.
  static List<Group> owner(Fault fault) {
    return new Selection(List.of(fault.test(), fault.test() + "/*"), Selection.Shard.ALL)
        .of(Cases.of(fault.role()));
  }

  /// The rules that its owner says a faulty peer breaks: case by case, up to the first that names
  /// one of the fault's own. A peer is started anew after each case that it fails. Where a short
  /// patience ended a case before the fault showed, what must come gets the usual one.
  static Set<String> broken(Fault fault, String language, List<Group> owner) throws IOException {
    Set<String> rules = broken(fault, language, owner, PATIENCE);
    return isItsOwn(fault, rules) ? rules : broken(fault, language, owner, USUAL);
  }

  private static boolean isItsOwn(Fault fault, Set<String> rules) {
    return rules.stream().anyMatch(fault.rules()::contains);
  }

  private static Set<String> broken(
      Fault fault, String language, List<Group> owner, Duration patience) throws IOException {
    var rules = new HashSet<String>();
    try (var suite =
        suite(
            1,
            Subjects.driven(fault.role(), Peers.faulty(language, fault.role(), fault.name())),
            patience)) {
      for (Group group : owner) {
        for (Case test : group.cases()) {
          suite.run(List.of(new Group(group.name(), group.title(), "", List.of(test)))).stream()
              .flatMap(result -> result.failure().stream())
              .map(Failure::rules)
              .forEach(rules::addAll);
          if (isItsOwn(fault, rules)) {
            return rules;
          }
        }
      }
    }
    return rules;
  }
}
