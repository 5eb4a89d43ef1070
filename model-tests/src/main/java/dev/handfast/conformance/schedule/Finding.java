package dev.handfast.conformance.schedule;

/// Something that went wrong.
///
/// @param kind what kind of wrong
/// @param words what happened, to be read by somebody who has to mend it
public record Finding(Kind kind, String words) {

  /// The ways to go wrong.
  public enum Kind {
    /// An accepted message has no outcome, or was told written and never arrived.
    LOST,
    /// A message arrived twice, or ended twice.
    TWICE,
    /// Messages arrived in another order than that of their acceptance.
    REORDERED,
    /// A message arrived before the handshake was answered.
    EARLY,
    /// A message was told failed, and arrived.
    UNTRUE,
    /// A session is there that should not be, or is not there and should be.
    MISREGISTERED,
    /// Threads wait for ever.
    STUCK,
    /// Something was left behind: a connection, an alarm.
    LEAKED,
    /// A thread died of an exception.
    THREW
  }

  @Override
  public String toString() {
    return kind + ": " + words;
  }
}
