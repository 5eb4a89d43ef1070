package dev.handfast.conformance.walk;

import java.util.List;

/// What a scene must know of a machine's state.
///
/// @param name how the specification calls it
/// @param before where the handshake is while the owner wants to close already; else nothing
/// @param queue the messages that are not written, by their tickets, in order
/// @param head how far the first of them is
/// @param requests the open ones, in order
/// @param cause why it is closed, in the words of [dev.handfast.conformance.world.Told]; else
///   nothing
record Portrait(
    String name,
    String before,
    List<Long> queue,
    String head,
    List<String> requests,
    String cause) {
  /// A state with nothing but its name.
  static Portrait of(String name) {
    return new Portrait(name, "", List.of(), "", List.of(), "");
  }

  /// Closed, and why.
  static Portrait closed(String cause) {
    return new Portrait("Closed", "", List.of(), "", List.of(), cause);
  }

  boolean isClosed() {
    return !cause.isEmpty();
  }
}
