package dev.handfast.conformance.reference;

/// What a line from the orchestrator says, before anybody asks whether it may say so now.
sealed interface Meaning {

  /// The handshake is accepted.
  record Accepts(boolean offersProtocol) implements Meaning {}

  /// The handshake is refused.
  record Refuses() implements Meaning {}

  /// An ack for another handshake.
  record AcceptsAnother() implements Meaning {}

  /// An answer to the request that arrived there as this one, from 0.
  record Answers(int request, String how) implements Meaning {}

  /// An order for the program.
  record Orders(String name) implements Meaning {}

  /// A question for a sign of life.
  record Pings() implements Meaning {}

  /// Nothing, on purpose.
  record Nothing() implements Meaning {}

  /// Nothing that is known.
  record Unknown() implements Meaning {}

  /// That this side broke the protocol.
  record Reports() implements Meaning {}

  /// A violation in every state.
  record Breaks(String code) implements Meaning {}
}
