package dev.handfast.conformance.trace;

import static dev.handfast.conformance.trace.Side.none;

import dev.handfast.message.Kind;
import dev.handfast.message.Message;
import dev.handfast.message.Ping;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What one side has sent, and what became of it (HF-4, HF-5).
///
/// A write's frames stand in a row, and their outcomes behind them, in the same order. Of the
/// frames that serve the connection only a ping may have one: a program's own has, the connection's
/// has not.
final class Outcomes {
  private final Objections objections;
  private final ArrayDeque<String> unsettled = new ArrayDeque<>();
  private final Set<String> settled = new HashSet<>();
  private final Set<String> used = new HashSet<>();
  private final Set<String> pings = new HashSet<>();
  private boolean settling;
  private boolean failedAtEnd;

  Outcomes(Objections objections) {
    this.objections = objections;
  }

  /// Whether something was sent whose outcome must come.
  boolean isOwed() {
    return !pings.containsAll(unsettled);
  }

  /// Whether the outcomes of one write have begun, and there are more.
  boolean isSettling() {
    return settling;
  }

  Optional<Objection> lacking(Reason reason) {
    return objections.to(reason, unsettled);
  }

  Optional<Objection> objectionToSent(Message message) {
    Optional<Objection> again =
        used.contains(message.id()) ? objections.to(Reason.ID_IS_USED) : none();
    return again.or(
        () ->
            settled.contains(message.id()) ? objections.to(Reason.LEFT_AFTER_ITS_OUTCOME) : none());
  }

  void sent(Message message) {
    used.add(message.id());
    if (message instanceof Ping) {
      pings.add(message.id());
    }
    if (message instanceof Ping || message.kind() == Kind.APPLICATION) {
      unsettled.add(message.id());
    }
  }

  /// What was not followed by an outcome has none.
  void writeIsOver() {
    if (!isOwed()) {
      unsettled.clear();
    }
  }

  /// @param atEnd whether the connection is closed
  /// @param mayNotFail why nothing that is unsent can fail now; empty if it can
  Optional<Objection> objectionToOutcome(
      Seen.Settled seen, boolean atEnd, Optional<Objection> mayNotFail) {
    Optional<Objection> again =
        settled.contains(seen.id()) ? objections.to(Reason.TWO_OUTCOMES) : none();
    return again.or(() -> objectionToFirst(seen, atEnd, mayNotFail));
  }

  private Optional<Objection> objectionToFirst(
      Seen.Settled seen, boolean atEnd, Optional<Objection> mayNotFail) {
    return switch (seen.outcome()) {
      case "written" -> written(seen.id());
      case "failed" ->
          unsettled.contains(seen.id()) ? objections.to(Reason.FAILED_AND_LEFT) : mayNotFail;
      case "unknown" ->
          atEnd && !failedAtEnd && !unsettled.contains(seen.id())
              ? none()
              : objections.to(Reason.UNKNOWN_FOR_CERTAIN);
      default -> objections.to(Reason.NO_SUCH_OUTCOME);
    };
  }

  private Optional<Objection> written(String id) {
    for (String sent : unsettled) {
      if (sent.equals(id)) {
        return none();
      }
      if (!pings.contains(sent)) {
        break;
      }
    }
    return objections.to(
        unsettled.contains(id) ? Reason.WRITTEN_OUT_OF_ORDER : Reason.WRITTEN_AND_NOT_SENT);
  }

  void outcome(Seen.Settled seen, boolean atEnd) {
    settled.add(seen.id());
    if (seen.outcome().equals("written")) {
      while (!unsettled.isEmpty() && !unsettled.remove().equals(seen.id())) {
        // a ping of the connection's own
      }
      settling = isOwed();
    } else {
      failedAtEnd |= atEnd;
    }
  }
}
