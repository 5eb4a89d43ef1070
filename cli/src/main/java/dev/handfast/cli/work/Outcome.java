package dev.handfast.cli.work;

import java.time.Duration;

/// What became of a command.
sealed interface Outcome {

  /// It ended by itself.
  ///
  /// @param exitCode its exit code
  /// @param took from its start to its end
  record Ended(int exitCode, Duration took) implements Outcome {}

  /// It was ended from outside, or never started because of that.
  ///
  /// @param stop why
  /// @param took from its start to its end
  record Stopped(Stop stop, Duration took) implements Outcome {}

  /// It could not be started.
  ///
  /// @param exitCode what a shell would exit with
  /// @param complaint why
  record NotStarted(int exitCode, String complaint) implements Outcome {}
}
