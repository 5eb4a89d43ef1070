package dev.handfast.conformance.simulation;

/// What the network carries.
sealed interface Letter {
  /// The worker introduces itself.
  record Introduction() implements Letter {}

  /// The orchestrator's verdict.
  record Verdict(boolean accepted) implements Letter {}

  /// A report of the worker's.
  ///
  /// @param ticket its number
  record Report(long ticket) implements Letter {}

  /// Nothing more comes.
  record End() implements Letter {}
}
