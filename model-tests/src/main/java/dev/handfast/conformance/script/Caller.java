package dev.handfast.conformance.script;

/// One of the threads of a program that share a client.
public enum Caller {
  /// The first.
  A,
  /// The second.
  B,
  /// The third.
  C
}
