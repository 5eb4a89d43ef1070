package dev.handfast.cli.delegate.plan;

/// What happened.
public sealed interface PoolEvent {

  /// It begins.
  record Begun() implements PoolEvent {}

  /// Something happened to one task.
  ///
  /// @param task its id
  /// @param event what
  record Happened(String task, TaskEvent event) implements PoolEvent {}

  /// Somebody calls everything off.
  ///
  /// @param reason why
  record AllCancelled(String reason) implements PoolEvent {}
}
