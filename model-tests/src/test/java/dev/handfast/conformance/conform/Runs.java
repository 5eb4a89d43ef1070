package dev.handfast.conformance.conform;

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

  private static final Duration LONG = Duration.ofMinutes(20);

  private Runs() {}

  /// What comes of these cases, one after the other.
  static List<CaseResult> of(Subjects subjects, Duration patience, List<Group> groups, Way... ways)
      throws IOException {
    try (var suite =
        new Suite(
            subjects,
            new Options(1, patience, LONG, ways.length == 0 ? Set.of(Way.PLAIN) : Set.of(ways)),
            id -> id,
            _ -> {})) {
      return suite.run(groups);
    }
  }

  /// The cases of a fault's owner.
  static List<Group> owner(Fault fault) {
    return new Selection(List.of(fault.test(), fault.test() + "/*"), Selection.Shard.ALL)
        .of(Cases.of(fault.role()));
  }

  /// The rules that its owner says a faulty peer breaks.
  static Set<String> broken(Fault fault, String language, List<Group> owner) throws IOException {
    var rules = new HashSet<String>();
    if (!owner.isEmpty()) {
      of(
              Subjects.driven(fault.role(), Peers.faulty(language, fault.role(), fault.name())),
              PATIENCE,
              owner)
          .stream()
          .flatMap(result -> result.failure().stream())
          .map(Failure::rules)
          .forEach(rules::addAll);
    }
    return rules;
  }
}
