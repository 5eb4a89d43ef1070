package dev.handfast.cli.serve;

/// Tells the owner what happens; any thread.
@FunctionalInterface
interface Voice {

  /// Tells it.
  ///
  /// @return whether somebody still listens
  boolean tell(Happening happening);
}
