package dev.handfast.message;

/// A word of the protocol, with its stable spelling.
public sealed interface Spelt permits WorkerStatus, LogLevel {

  /// The spelling on the wire; it never changes.
  String wire();
}
