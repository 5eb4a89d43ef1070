package dev.handfast.conformance.schedule;

/// What an exhaustive search leaves out.
enum Reduction {
  /// Nothing.
  NONE,
  /// What follows from a state that it has seen, and from which at least as much followed.
  EQUAL_STATES
}
