package dev.handfast.cli.demo;

import java.util.List;

/// Where the demo shows what happens; calls come one at a time.
interface TimeLine {

  /// A run of the script begins.
  ///
  /// @param act which one, such as `handfast`
  /// @param title what is shown, in a sentence
  /// @param cast the names of its workers
  void begin(String act, String title, List<String> cast);

  /// Something happened.
  void show(Moment moment);

  /// The run is over, or has failed; idempotent.
  void end();
}
