package dev.handfast.cli.delegate.plan;

/// What is to be done.
public sealed interface PoolEffect {

  /// Something for one task.
  ///
  /// @param task its id
  /// @param effect what
  record Do(String task, TaskEffect effect) implements PoolEffect {}

  /// Tell that a task stands elsewhere than before.
  ///
  /// @param task its id
  /// @param from where it stood
  /// @param to where it stands
  record Moved(String task, TaskState from, TaskState to) implements PoolEffect {}

  /// Tell that every task has ended; comes once, and last.
  record AllOver() implements PoolEffect {}
}
