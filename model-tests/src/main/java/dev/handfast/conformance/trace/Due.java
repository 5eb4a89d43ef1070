package dev.handfast.conformance.trace;

import java.util.Optional;
import java.util.function.Predicate;

/// What must come next on one side of a connection, because of what was seen.
///
/// @param reason what demands it
/// @param what in words
/// @param isIt whether something is what must come
/// @param blame whose fault it is, if it is the end
record Due(Reason reason, String what, Predicate<Seen> isIt, Blame blame) {

  /// Whose fault an end is.
  enum Blame {
    /// Nothing was seen that decides it.
    OPEN,
    /// What arrived broke the protocol.
    PEER,
    /// What arrived ended the connection as it may.
    NOBODY
  }

  /// Something that is no end.
  Due(Reason reason, String what, Predicate<Seen> isIt) {
    this(reason, what, isIt, Blame.OPEN);
  }

  /// A change to a state that is not Closed.
  static Due state(Reason reason, String to) {
    return state(reason, to, Blame.OPEN);
  }

  /// The end, because what arrived broke the protocol.
  static Optional<Due> violation(Reason reason) {
    return Optional.of(state(reason, Side.CLOSED, Blame.PEER));
  }

  /// The end, as the peer has the right to it.
  static Optional<Due> end(Reason reason) {
    return Optional.of(state(reason, Side.CLOSED, Blame.NOBODY));
  }

  private static Due state(Reason reason, String to, Blame blame) {
    return new Due(
        reason,
        "→ " + to,
        seen -> seen instanceof Seen.Changed(_, String next) && next.equals(to),
        blame);
  }

  /// A frame's being ignored and counted.
  static Due ignored(Reason reason, String why) {
    return new Due(reason, "ignored: " + why, seen -> seen.equals(new Seen.Ignored(why)));
  }
}
