package dev.handfast.conformance.trace;

import static dev.handfast.conformance.trace.Side.none;
import static dev.handfast.conformance.trace.Side.object;

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
  private final ArrayDeque<String> unsettled = new ArrayDeque<>();
  private final Set<String> settled = new HashSet<>();
  private final Set<String> used = new HashSet<>();
  private final Set<String> pings = new HashSet<>();
  private boolean settling;
  private boolean failedAtEnd;

  /// Whether something was sent whose outcome must come.
  boolean isOwed() {
    return !pings.containsAll(unsettled);
  }

  /// Whether the outcomes of one write have begun, and there are more.
  boolean isSettling() {
    return settling;
  }

  Optional<Objection> lacking() {
    return object("HF-5", unsettled + " was sent, and the outcome comes at once");
  }

  Optional<Objection> objectionToSent(Message message) {
    if (used.contains(message.id())) {
      return object("section 3", "a frame with this id was sent before");
    }
    return settled.contains(message.id())
        ? object("HF-5", "it had its outcome before it left")
        : none();
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
    if (settled.contains(seen.id())) {
      return object("HF-5", "it has its outcome");
    }
    return switch (seen.outcome()) {
      case "written" -> written(seen.id());
      case "failed" ->
          unsettled.contains(seen.id())
              ? object("HF-5", "the kernel took the whole message")
              : mayNotFail;
      case "unknown" ->
          atEnd && !failedAtEnd && !unsettled.contains(seen.id())
              ? none()
              : object("HF-5", "only what the kernel had begun to take when the end came");
      default -> object("HF-5", "there is no such outcome");
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
    return object(
        unsettled.contains(id) ? "HF-4" : "HF-5",
        "it is not what was sent first of what has no outcome");
  }

  void outcome(Seen.Settled seen, boolean atEnd) {
    settled.add(seen.id());
    if (seen.outcome().equals("written")) {
      while (!unsettled.remove().equals(seen.id())) {
        // a ping of the connection's own
      }
      settling = isOwed();
    } else {
      failedAtEnd |= atEnd;
    }
  }
}
