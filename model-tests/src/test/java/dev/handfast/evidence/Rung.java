package dev.handfast.evidence;

import java.util.Locale;

/// A rung of the proof: one way to look at things that may be faulty.
public enum Rung {
  /// TLC on the models in `spec/tla`, and on faulty ones.
  MODELS,
  /// The Java machine against the graph of its model, cell by cell.
  CELLS,
  /// The reference on words over every state, against the model's graph and the Java machine.
  VOICES,
  /// Walks over every transition and every pair, against what the machine says.
  WALKS,
  /// The Wp suite.
  WORDS,
  /// Drawn scripts against the reference.
  SCRIPTS,
  /// Whole lives without threads.
  LIVES,
  /// Chosen turns of threads.
  SCHEDULES,
  /// Traces against the rules.
  TRACES,
  /// The bugs that others had, each played by its own test.
  RACES;

  /// Its name in `zoo.yaml`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it compares cells of the two tables of section 10, all of which are right or wrong for
  /// themselves: then the table is the rule.
  boolean comparesCells() {
    return this == CELLS;
  }

  /// Whether a way to see something has so many steps in every build: switches of threads are
  /// counted in byte code, which any edit and any compiler changes.
  boolean hasLastingSteps() {
    return this != SCHEDULES;
  }

  static Rung of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
