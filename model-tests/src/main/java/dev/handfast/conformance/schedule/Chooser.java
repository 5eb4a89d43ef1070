package dev.handfast.conformance.schedule;

/// Decides whose turn it is.
interface Chooser {
  /// Chooses one of those who could go on.
  ///
  /// @return its place in the list, 0 to let the same one go on
  int choose(Moment moment);
}
