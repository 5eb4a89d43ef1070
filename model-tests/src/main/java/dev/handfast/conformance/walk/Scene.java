package dev.handfast.conformance.walk;

/// A machine in an ideal world, between two stimuli: whatever could move has moved.
///
/// @param <I> the stimuli
interface Scene<I> {
  /// What is seen where a stimulus cannot happen: nobody is there to do it, or nothing to do it to.
  String IMPOSSIBLE = "impossible";

  /// Another one in the same state.
  Scene<I> copy();

  /// Lets a stimulus happen, and tells what the outside sees of it.
  String take(I stimulus);

  /// Equal for states that nothing can tell apart but names of messages.
  Object key();
}
