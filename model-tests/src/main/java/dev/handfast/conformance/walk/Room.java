package dev.handfast.conformance.walk;

/// Where a stimulus is forced on the real thing: one life, from its beginning.
///
/// @param <I> the stimuli
interface Room<I> extends AutoCloseable {

  /// Forces a stimulus, lets everything come to rest, and tells what was seen.
  ///
  /// @param expected what to look out for; a world that cannot stand still returns as soon as it is
  ///   there, and where it does not come, after a time in which it must have come
  String take(I stimulus, String expected);

  @Override
  void close();

  /// Makes rooms.
  ///
  /// @param <I> the stimuli
  @FunctionalInterface
  interface Factory<I> {
    /// A new life.
    Room<I> open();
  }
}
