package dev.handfast.cli.delegate.plan;

/// What has its own time to come.
public enum Wait {
  /// A started process connects and joins.
  CONNECTION,
  /// A worker that gave its result ends.
  EXIT_AFTER_RESULT,
  /// A worker that lost its connection ends.
  EXIT_AFTER_LOSS,
  /// The last messages of a process that is gone arrive.
  LAST_WORDS
}
