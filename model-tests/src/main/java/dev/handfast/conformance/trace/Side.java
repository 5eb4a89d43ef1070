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
  static final String DRAINING = "Draining";
  static final String HALF_CLOSED = "HalfClosed";

  private final Map<String, List<String>> ways;
  private final Outcomes outcomes = new Outcomes();
  private final Set<String> visited = new HashSet<>();
  private String state;
  private @Nullable Due due;
  private int pongsOwed;
  private boolean requestsOver;
  private Due.Blame blame = Due.Blame.OPEN;
  private boolean saidError;
  private boolean violated;
  private boolean ended;

  /// @param ways the states that each state leads to
  Side(String initial, Map<String, List<String>> ways) {
    this.state = initial;
    this.ways = ways;
  }

  /// What speaks against this side's writing a frame of its own role.
  abstract Optional<Objection> objectionToOwn(Message sent);

  abstract void takeOwn(Message sent);

  /// What speaks against a frame's being looked at now.
  abstract Optional<Objection> objectionToReading();

  /// What a line that arrived makes certain.
  abstract Optional<Due> reaction(Optional<Message> got);

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
  abstract String firstRule();

  abstract boolean mayPing();

  /// Whether a message may fail while the connection goes on.
  abstract boolean mayTakeBack();

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

  /// Whether its end was seen, and nothing is missing behind it.
  final boolean hasEnded() {
    return ended && due == null;
  }

  /// Why this cannot be what comes next; empty if it can.
  final Optional<Objection> objection(Seen seen) {
    if (seen instanceof Seen.Changed change && objectionToChange(change.to()).isPresent()) {
      return objectionToChange(change.to()); // worse than what was not done
    }
    if (due != null && !due.isIt().test(seen)) {
      return object(due.rule(), "what came before demands at once: " + due.what());
    }
    Optional<Objection> interrupted = interrupted(seen);
    if (interrupted.isPresent()) {
      return interrupted;
    }
    return switch (seen) {
      case Seen.Changed change -> changed(change);
      case Seen.Sent(Message message) -> sent(message);
      case Seen.Got _ -> objectionToReading();
      case Seen.Settled outcome -> settled(outcome);
      case Seen.RequestEnded(String id) ->
          ended ? object("HF-7", "a request ends after the end") : objectionToRequestEnd(id);
      case Seen.Refused _ -> Optional.empty(); // any caller, at any time
      case Seen.Ignored(String why) -> ignored(why);
      case Seen.Violated _ -> violation();
      case Seen.Ended _ -> end();
    };
  }

  /// Notes what was seen, after [#objection] had nothing against it.
  final void take(Seen seen) {
    Optional<Due> because = Optional.ofNullable(due);
    due = null;
    if (!(seen instanceof Seen.Sent) && !(seen instanceof Seen.Settled)) {
      outcomes.writeIsOver();
    }
    switch (seen) {
      case Seen.Changed(_, String to) -> {
        state = to;
        visited.add(to);
      }
      case Seen.Sent(Message message) -> takeSent(message);
      case Seen.Got(var message) -> {
        due = reaction(message).orElse(null);
        if (due != null) {
          blame = due.blame();
        }
        message.ifPresent(this::takeGot);
      }
      case Seen.Settled outcome -> {
        outcomes.outcome(outcome, state.equals(CLOSED));
        due = outcome.outcome().equals("written") ? null : afterFailed(outcome).orElse(null);
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
            object("HF-10", "the connection has not told its end yet");
      };
    }
    return switch (seen) {
      case Seen.Sent _ when outcomes.isSettling() -> outcomes.lacking();
      case Seen.Changed(_, String to)
          when outcomes.isSettling() || (!to.equals(HALF_CLOSED) && outcomes.isOwed()) ->
          outcomes.lacking();
      case Seen.Got _, Seen.RequestEnded _, Seen.Refused _, Seen.Ignored _ when outcomes.isOwed() ->
          outcomes.lacking();
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
    if (!change.from().equals(state)) {
      return object("section 6", "the state was " + state);
    }
    if (!ways.getOrDefault(state, List.of()).contains(change.to())) {
      return object("section 6", "no way leads from " + state + " to " + change.to());
    }
    return none();
  }

  private Optional<Objection> sent(Message message) {
    Optional<Objection> again = outcomes.objectionToSent(message);
    if (again.isPresent()) {
      return again;
    }
    return switch (message) {
      case Ping _ when !mayPing() -> object("HF-26", "the peer has not shown that it knows pings");
      case Ping _ -> none();
      case Pong _ when pongsOwed == 0 -> object("HF-9", "no ping is unanswered");
      case Pong _ -> none();
      case ProtocolError _ when !state.equals(CLOSED) || saidError ->
          object("HF-17", "a protocol_error is the last word, and said once");
      case ProtocolError _ -> none();
      case Message own -> own(own);
    };
  }

  private Optional<Objection> own(Message message) {
    if (message.kind() == Kind.APPLICATION) {
      if (!isOpen()) {
        return object(rule(), "in " + state + " no message leaves");
      }
    }
    return objectionToOwn(message);
  }

  /// What forbids messages in the present state.
  private String rule() {
    return state.equals(CLOSED) ? "HF-10" : state.equals(HALF_CLOSED) ? "HF-12" : firstRule();
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
    return ended || requestsOver
        ? object("HF-5", "it comes late")
        : outcomes.objectionToOutcome(seen, state.equals(CLOSED), objectionToFailing());
  }

  private Optional<Objection> objectionToFailing() {
    if (state.equals(CLOSED)) {
      return wasIn(HALF_CLOSED)
          ? object("HF-12", "all was written when the output closed")
          : none();
    }
    return mayTakeBack() ? none() : object("HF-5", "in " + state + " nothing is taken back");
  }

  /// A line that is no text at all is seen only in what comes of it.
  private Optional<Objection> ignored(String why) {
    return isDemanded() || (state.equals(CLOSED) && why.equals("not_open"))
        ? none()
        : object("HF-22", "no frame arrived that is ignored as " + why);
  }

  private Optional<Objection> violation() {
    return state.equals(CLOSED) && !ended && !violated && blame != Due.Blame.NOBODY
        ? none()
        : object("HF-17", "a violation is told once, when the connection closes for it");
  }

  private Optional<Objection> end() {
    if (!state.equals(CLOSED) || ended) {
      return object("HF-10", "a connection ends once, in Closed");
    }
    if (blame == Due.Blame.PEER && !violated) {
      return object("HF-17", "what arrived broke the protocol, and nobody is told");
    }
    return outcomes.isOwed() ? outcomes.lacking() : objectionToEnd();
  }

  static Optional<Objection> object(String rule, String why) {
    return Optional.of(new Objection(rule, why));
  }

  static Optional<Objection> none() {
    return Optional.empty();
  }

  /// What becomes of a line that arrives behind the end.
  static Optional<Due> tooLate(Optional<Message> got) {
    boolean unknown = got.filter(Unknown.class::isInstance).isPresent();
    return Optional.of(Due.ignored("HF-10", unknown ? "unknown_type" : "not_open"));
  }
}
