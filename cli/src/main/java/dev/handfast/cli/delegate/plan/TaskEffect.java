package dev.handfast.cli.delegate.plan;

import dev.handfast.message.StatusUpdate;

/// What is to be done for one task.
public sealed interface TaskEffect {

  /// Start a process.
  record Launch(int attempt) implements TaskEffect {}

  /// Say so when this takes too long.
  record Await(int attempt, Wait missing) implements TaskEffect {}

  /// Call the worker off, and end its processes, also those that do not want to.
  ///
  /// @param attempt which one
  /// @param reason why, in words that the worker gets
  record End(int attempt, String reason) implements TaskEffect {}

  /// Show what the worker does.
  ///
  /// @param update what it told
  record Show(StatusUpdate update) implements TaskEffect {}

  /// Tell that the task goes to another attempt.
  ///
  /// @param failure how the last one ended
  record Retry(Outcome.Failed failure) implements TaskEffect {}

  /// Tell how the task has ended; comes once.
  ///
  /// @param outcome how
  record Conclude(Outcome outcome) implements TaskEffect {}
}
