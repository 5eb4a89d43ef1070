package dev.handfast.conformance.cases;

import dev.handfast.conformance.suite.CaseInfo;
import java.util.List;
import java.util.Set;

/// A case: what is done, and what must be seen.
///
/// @param info what it is about
/// @param role of the subject: `client` or `server`
/// @param needs the features of a driver that it cannot do without
/// @param timed whether it is about a time-out, and needs a machine that has time
/// @param ignores events that may come at any time, though no step expects them
/// @param steps in order
public record Case(
    CaseInfo info,
    String role,
    Set<String> needs,
    boolean timed,
    Set<String> ignores,
    List<Step> steps) {
  /// Takes copies.
  public Case {
    needs = Set.copyOf(needs);
    ignores = Set.copyOf(ignores);
    steps = List.copyOf(steps);
  }

  /// Whether it can be run with a subject that has no driver: all that it tells the subject is to
  /// begin, and all that matters is seen on the wire.
  public boolean isForTheWire() {
    return needs.isEmpty()
        && steps.stream().map(Step::deed).allMatch(Deed::isForTheWire)
        && steps.stream().map(Step::deed).anyMatch(Deed::isSeenOnTheWire);
  }
}
