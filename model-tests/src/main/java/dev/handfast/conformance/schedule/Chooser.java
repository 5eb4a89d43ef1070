package dev.handfast.conformance.schedule;

/// Decides whose turn it is.
interface Chooser {
  /// The answer that breaks the run off.
  int BREAK_OFF = -1;

  /// Chooses one of those who could go on.
  ///
  /// @return its place in the list, 0 to let the same one go on; or [#BREAK_OFF]
  int choose(Moment moment);

  /// Whether it has to know what has happened.
  default boolean asksForPast() {
    return false;
  }
}
