package dev.handfast.conformance.trace;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The objections that a check raises.
///
/// @param reasons those it knows; one that lacks a reason shows what the reason is good for
record Objections(Set<Reason> reasons) {
  /// Every one there is.
  static final Objections ALL = new Objections(EnumSet.allOf(Reason.class));

  /// The objection with this reason; empty if it is not raised.
  ///
  /// @param words what its sentence has places for
  Optional<Objection> to(Reason reason, Object... words) {
    return reasons.contains(reason)
        ? Optional.of(new Objection(reason.rule(), reason.why(words)))
        : Optional.empty();
  }

  /// Whether what is due is asked for.
  boolean demand(Due due) {
    return reasons.contains(due.reason());
  }
}
