package dev.handfast.conformance.story;

import dev.handfast.trace.TraceEntry;

/// Something that happened, in the order in which it was noted.
public sealed interface Moment {

  /// A step of the script was taken.
  ///
  /// @param number counted from 1
  /// @param who took it
  /// @param what in words
  record Did(int number, String who, String what) implements Moment {}

  /// A frame arrived at the peer, and nobody told of it.
  ///
  /// @param frame its name
  record Crossed(String frame) implements Moment {}

  /// Something was seen from outside.
  ///
  /// @param what in words
  record Noted(String what) implements Moment {}

  /// The client or server told an event.
  ///
  /// @param entry as it stands in a trace
  record Saw(TraceEntry entry) implements Moment {}
}
