package dev.handfast.conformance.schedule;

import java.util.List;
import java.util.Locale;

/// Something in which threads race, and what must hold whoever wins.
public interface Scenario {

  /// What races with what.
  String title();

  /// What the name of an enum's constant says.
  static String titleOf(Enum<?> scenario) {
    return scenario.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Sets the stage; what happens here is not explored.
  Play on(Stage stage);

  /// One performance.
  interface Play {
    /// Starts those who race; from here on turns are chosen.
    void race();

    /// What is wrong now that nobody can go on.
    List<Finding> atRest();

    /// Ends everything, in the order of age.
    void end();

    /// What is wrong now that everything should have ended.
    List<Finding> atEnd();
  }
}
