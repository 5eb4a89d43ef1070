package dev.handfast.conformance.schedule;

import java.util.List;

/// Where the scenarios come from.
final class Lab {
  private static final String SCENARIOS = "dev.handfast.conformance.scenario.Scenarios";
  private static final String DUELS = "dev.handfast.conformance.scenario.Duels";

  /// The library as it is, woven and compiled once.
  private static final Loom UNCHANGED = new Loom(Loom.Change.NONE);

  private Lab() {}

  /// All scenarios, with the library as it is.
  static List<Scenario> scenarios() {
    return UNCHANGED.scenarios(SCENARIOS);
  }

  /// Smaller forms of them, with the library as it is.
  static List<Scenario> duels() {
    return UNCHANGED.scenarios(DUELS);
  }

  /// One scenario, with a library of its own.
  static Scenario scenario(Loom.Change change, String title) {
    return scenario(change, SCENARIOS, title);
  }

  /// The scenario that a constant is, with a library of its own.
  static <S extends Enum<S> & Scenario> Scenario scenario(Loom.Change change, S constant) {
    return scenario(change, constant.getDeclaringClass().getName(), constant.title());
  }

  private static Scenario scenario(Loom.Change change, String scenarios, String title) {
    return new Loom(change)
        .scenarios(scenarios).stream()
            .filter(scenario -> scenario.title().equals(title))
            .findFirst()
            .orElseThrow();
  }
}
