package dev.handfast.message;

import dev.handfast.Fault;

/// What a line turned out to be.
public sealed interface Parsed {

  /// A message of this or a later version.
  ///
  /// @param message the message
  record Read(Message message) implements Parsed {}

  /// No message: a violation of the protocol (HF-17).
  ///
  /// @param fault the first thing that is wrong with it
  record Malformed(Fault fault) implements Parsed {}
}
