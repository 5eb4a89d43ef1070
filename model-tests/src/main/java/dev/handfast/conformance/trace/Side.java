package dev.handfast.conformance.trace;

import dev.handfast.message.Kind;
import dev.handfast.message.Message;
import dev.handfast.message.Ping;
import dev.handfast.message.Pong;
import dev.handfast.message.ProtocolError;
import dev.handfast.message.Unknown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One side of one connection, as its trace shows it: what has happened, and what may happen next.
///
/// A step of the machine is seen as entries in a row: the frame that arrived, the change of state,
/// then its effects. What one entry makes certain is [Due], and nothing comes before it.
abstract sealed class Side permits WorkerSide, OrchestratorSide {
  static final String CLOSED = "Closed";
  static final String FINISHING = "Finishing";
  static final String DRAINING = "Draining";
  static final String HALF_CLOSED = "HalfClosed";

  private final Map<String, List<String>> ways;
  private final Objections objections;
  private final Outcomes outcomes;
  private final Set<String> visited = new HashSet<>();
  private String state;
  private @Nullable Due due;
  private int pongsOwed;
  private boolean requestsOver;
  private boolean owesAnOutcome; // something is unwritten in Finishing and Draining
  private Due.Blame blame = Due.Blame.OPEN;
  private boolean saidError;
  private boolean violated;
  private boolean ended;

  /// @param ways the states that each state leads to
  Side(String initial, Map<String, List<String>> ways, Objections objections) {
    this.state = initial;
    this.objections = objections;
    this.outcomes = new Outcomes(objections);
    this.ways = ways;
  }

  /// What speaks against this side's writing a frame of its own role.
  abstract Optional<Objection> objectionToOwn(Message sent);

  abstract void takeOwn(Message sent);

  /// What speaks against a frame's being looked at now.
  abstract Optional<Objection> objectionToReading();

  /// What a message that is no keepalive makes certain, as long as the connection lives.
  abstract Optional<Due> reactionToOwn(Message got);

  abstract void takeOwnGot(Message got);

  /// What speaks against a change of state, whether the table has it or not.
  abstract Optional<Objection> objectionToChange(String to);

  /// What it makes certain that a message was not written, or not for certain.
  abstract Optional<Due> afterFailed(Seen.Settled outcome);

  /// What is still open when the connection ends.
  abstract Optional<Objection> objectionToEnd();

  abstract Optional<Objection> objectionToRequestEnd(String id);

  /// Notes the end of a request, and says what it makes certain.
  ///
  /// @param because what demanded it
  abstract Optional<Due> takeRequestEnd(String id, Optional<Due> because);

  /// Whether messages may leave.
  abstract boolean isOpen();

  /// What forbids that messages leave before the handshake is settled.
  abstract Reason first();

  abstract boolean mayPing();

  /// Whether a message of this type may fail while the connection goes on.
  abstract boolean mayTakeBack(String type);

  /// Something else comes next, and is about to be taken.
  abstract void follows(Seen seen);

  /// Which frames of the handshake may be sent, in words.
  abstract List<String> possibleFirstWords();

  /// Whether something that was seen demands what comes now.
  final boolean isDemanded() {
    return due != null;
  }

  /// Whether something that was seen demands this state now.
  final boolean isDemanded(String to) {
    return due != null && due.isIt().test(new Seen.Changed(state, to));
  }

  final String state() {
    return state;
  }

  /// Whether this was or is the state.
  final boolean wasIn(String some) {
    return visited.contains(some);
  }

  /// Whether it was told that the peer broke the protocol.
  final boolean isViolated() {
    return violated;
  }

  /// Whether its end was seen, and nothing is missing behind it.
  final boolean hasEnded() {
    return ended && due == null;
  }

  /// Why this cannot be what comes next; empty if it can.
  final Optional<Objection> objection(Seen seen) {
    Optional<Objection> change =
        seen instanceof Seen.Changed(_, String to) ? objectionToChange(to) : none();
    return change // worse than what was not done
        .or(() -> undone(seen))
        .or(() -> interrupted(seen))
        .or(() -> objectionToItself(seen));
  }

  private Optional<Objection> undone(Seen seen) {
    return due != null && !due.isIt().test(seen) ? object(due.reason(), due.what()) : none();
  }

  private Optional<Objection> objectionToItself(Seen seen) {
    return switch (seen) {
      case Seen.Changed change -> changed(change);
      case Seen.Sent(Message message) -> sent(message);
      case Seen.Got _ -> objectionToReading();
      case Seen.Settled outcome -> settled(outcome);
      case Seen.RequestEnded(String id) -> objectionToRequestEnd(id);
      case Seen.Refused _ -> Optional.empty(); // any caller, at any time
      case Seen.Ignored(String why) -> ignored(why);
      case Seen.Violated _ -> violation();
      case Seen.Ended _ -> end();
    };
  }

  /// Frames, their outcomes, and between the two the end of our own stream, where nothing else was
  /// left to write.
  private static boolean belongsToAWrite(Seen seen) {
    return switch (seen) {
      case Seen.Sent _, Seen.Settled _ -> true;
      case Seen.Changed(_, String to) -> to.equals(HALF_CLOSED);
      case Seen.Got _, Seen.RequestEnded _, Seen.Refused _, Seen.Ignored _ -> false;
      case Seen.Violated _, Seen.Ended _ -> false;
    };
  }

  /// Notes what was seen, after [#objection] had nothing against it.
  final void take(Seen seen) {
    Optional<Due> because = Optional.ofNullable(due);
    due = null;
    follows(seen);
    if (!belongsToAWrite(seen)) {
      outcomes.writeIsOver();
    }
    switch (seen) {
      case Seen.Changed(String from, String to) -> {
        owesAnOutcome = to.equals(CLOSED) && (from.equals(FINISHING) || from.equals(DRAINING));
        state = to;
        visited.add(to);
      }
      case Seen.Sent(Message message) -> takeSent(message);
      case Seen.Got(var message) -> {
        due = reaction(message).filter(objections::demand).orElse(null);
        if (due != null) {
          blame = due.blame();
        }
        message.ifPresent(this::takeGot);
      }
      case Seen.Settled outcome -> {
        owesAnOutcome = false;
        outcomes.outcome(outcome, state.equals(CLOSED));
        due =
            outcome.outcome().equals("written")
                ? null
                : afterFailed(outcome).filter(objections::demand).orElse(null);
      }
      case Seen.RequestEnded(String id) -> {
        requestsOver |= state.equals(CLOSED);
        due = takeRequestEnd(id, because).orElse(null);
      }
      case Seen.Violated _ -> violated = true;
      case Seen.Ended _ -> ended = true;
      case Seen.Refused _, Seen.Ignored _ -> {}
    }
  }

  /// What may come next, of everything that there is, in words.
  final List<String> possible() {
    if (due != null) {
      return List.of(due.what());
    }
    var possible = new ArrayList<String>();
    ways.getOrDefault(state, List.of()).stream()
        .filter(to -> objection(new Seen.Changed(state, to)).isEmpty())
        .map(to -> "→ " + to)
        .forEach(possible::add);
    if (isOpen()) {
      possible.add("a message sent");
    }
    if (pongsOwed > 0) {
      possible.add("pong sent");
    }
    if (mayPing()) {
      possible.add("ping sent");
    }
    possible.addAll(possibleFirstWords());
    if (objection(new Seen.Got(Optional.empty())).isEmpty()) {
      possible.add("a frame received");
    }
    if (outcomes.isOwed()) {
      possible.add("outcome written of what was sent");
    }
    if (objection(new Seen.Settled("log", "", "failed")).isEmpty()) {
      possible.add("outcome failed of what was not sent");
    }
    if (objection(new Seen.Ended()).isEmpty()) {
      possible.add("ended");
    }
    return List.copyOf(possible);
  }

  /// What one step does, and what one write took, stands in a row.
  private Optional<Objection> interrupted(Seen seen) {
    if (state.equals(CLOSED) && !ended) {
      return switch (seen) {
        case Seen.Settled _, Seen.RequestEnded _, Seen.Violated _, Seen.Ended _, Seen.Changed _ ->
            none();
        case Seen.Sent _, Seen.Got _, Seen.Refused _, Seen.Ignored _ ->
            object(Reason.END_IS_NOT_TOLD);
      };
    }
    return switch (seen) {
      case Seen.Sent _ when outcomes.isSettling() -> outcomes.lacking(Reason.SENT_AMONG_OUTCOMES);
      case Seen.Changed(_, String to)
          when outcomes.isSettling() || (!to.equals(HALF_CLOSED) && outcomes.isOwed()) ->
          outcomes.lacking(Reason.CHANGED_BEFORE_THE_OUTCOME);
      case Seen.Got _, Seen.RequestEnded _, Seen.Refused _, Seen.Ignored _ when outcomes.isOwed() ->
          outcomes.lacking(Reason.WENT_ON_BEFORE_THE_OUTCOME);
      case Seen.Sent _,
          Seen.Changed _,
          Seen.Got _,
          Seen.RequestEnded _,
          Seen.Refused _,
          Seen.Ignored _,
          Seen.Settled _,
          Seen.Violated _,
          Seen.Ended _ ->
          none();
    };
  }

  private Optional<Objection> changed(Seen.Changed change) {
    Optional<Objection> from =
        change.from().equals(state) ? none() : object(Reason.CHANGED_FROM_ELSEWHERE, state);
    return from.or(
        () ->
            ways.getOrDefault(state, List.of()).contains(change.to())
                ? none()
                : object(Reason.NO_WAY, state, change.to()));
  }

  private Optional<Objection> sent(Message message) {
    return outcomes
        .objectionToSent(message)
        .or(
            () ->
                switch (message) {
                  case Ping _ -> mayPing() ? none() : object(Reason.PING_TO_A_STRANGER);
                  case Pong _ -> pongsOwed > 0 ? none() : object(Reason.PONG_UNASKED);
                  case ProtocolError _ ->
                      state.equals(CLOSED) && !saidError
                          ? none()
                          : object(Reason.ERROR_IS_NOT_THE_LAST_WORD);
                  case Message own -> own(own);
                });
  }

  private Optional<Objection> own(Message message) {
    Optional<Objection> closed =
        message.kind() == Kind.APPLICATION && !isOpen() ? object(notOpen(), state) : none();
    return closed.or(() -> objectionToOwn(message));
  }

  /// What forbids messages in the present state.
  private Reason notOpen() {
    return switch (state) {
      case CLOSED -> Reason.MESSAGE_AFTER_THE_END;
      case HALF_CLOSED -> Reason.MESSAGE_BEHIND_THE_LAST;
      default -> first();
    };
  }

  /// What a line that arrived makes certain.
  private Optional<Due> reaction(Optional<Message> got) {
    if (state.equals(CLOSED)) {
      return tooLate(got);
    }
    if (got.isEmpty()) {
      return Due.violation(Reason.MALFORMED_ENDS);
    }
    return switch (got.get()) {
      case Ping _, Pong _ -> Optional.empty();
      case Unknown _ -> Optional.of(Due.ignored(Reason.UNKNOWN_IS_IGNORED, "unknown_type"));
      case ProtocolError _ -> Due.end(Reason.ERROR_ENDS);
      case Message own -> reactionToOwn(own);
    };
  }

  private void takeSent(Message message) {
    outcomes.sent(message);
    switch (message) {
      case Ping _ -> {}
      case Pong _ -> pongsOwed--;
      case ProtocolError _ -> saidError = true;
      case Message own -> takeOwn(own);
    }
  }

  private void takeGot(Message message) {
    if (message instanceof Ping && !state.equals(HALF_CLOSED) && !state.equals(CLOSED)) {
      pongsOwed++;
    }
    takeOwnGot(message);
  }

  private Optional<Objection> settled(Seen.Settled seen) {
    Optional<Objection> late = ended || requestsOver ? object(Reason.OUTCOME_COMES_LATE) : none();
    return late.or(
        () ->
            outcomes.objectionToOutcome(
                seen, state.equals(CLOSED), objectionToFailing(seen.type())));
  }

  private Optional<Objection> objectionToFailing(String type) {
    if (state.equals(CLOSED)) {
      return wasIn(HALF_CLOSED) ? object(Reason.FAILED_AFTER_THE_CLOSE) : none();
    }
    return mayTakeBack(type) ? none() : object(Reason.NOT_TAKEN_BACK, state, type);
  }

  /// A line that is no text at all is seen only in what comes of it.
  private Optional<Objection> ignored(String why) {
    return isDemanded() || (state.equals(CLOSED) && why.equals("not_open"))
        ? none()
        : object(Reason.IGNORED_WITHOUT_CAUSE, why);
  }

  private Optional<Objection> violation() {
    return state.equals(CLOSED) && !ended && !violated && blame != Due.Blame.NOBODY
        ? none()
        : object(Reason.VIOLATION_WITHOUT_CAUSE);
  }

  private Optional<Objection> end() {
    Optional<Objection> early =
        state.equals(CLOSED) && !ended ? none() : object(Reason.ENDED_BEFORE_THE_END);
    return early
        .or(() -> owesAnOutcome ? object(Reason.UNWRITTEN_HAS_NO_OUTCOME) : none())
        .or(
            () ->
                blame == Due.Blame.PEER && !violated
                    ? object(Reason.VIOLATION_IS_NOT_TOLD)
                    : none())
        .or(this::objectionToEnd);
  }

  final Optional<Objection> object(Reason reason, Object... words) {
    return objections.to(reason, words);
  }

  static Optional<Objection> none() {
    return Optional.empty();
  }

  /// What becomes of a line that arrives behind the end.
  private static Optional<Due> tooLate(Optional<Message> got) {
    boolean unknown = got.filter(Unknown.class::isInstance).isPresent();
    return Optional.of(Due.ignored(Reason.LATE_IS_IGNORED, unknown ? "unknown_type" : "not_open"));
  }
}
