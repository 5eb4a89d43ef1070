package dev.handfast.conformance.trace;

import dev.handfast.Droppable;
import dev.handfast.message.Answer;
import dev.handfast.message.Cancel;
import dev.handfast.message.ChildMessage;
import dev.handfast.message.Handshake;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.InjectContext;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.PermissionResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The orchestrator's side of one connection: section 6.2 of PROTOCOL.md.
final class OrchestratorSide extends Side {
  static final Map<String, List<String>> WAYS =
      Map.of(
          "AwaitingHandshake",
          List.of("Authorizing", CLOSED),
          "Authorizing",
          List.of("Registered", CLOSED),
          "Registered",
          List.of(DRAINING, HALF_CLOSED, CLOSED),
          DRAINING,
          List.of(HALF_CLOSED, CLOSED),
          HALF_CLOSED,
          List.of(CLOSED));

  /// When each request was asked for which no answer has left, earliest first. More than once, and
  /// the session went on: then all but the last answer had been given when it was asked again.
  private final Map<String, List<Integer>> asking = new LinkedHashMap<>();

  /// What was asked after the close: nobody may answer it (HF-33).
  private final Set<String> late = new HashSet<>();

  /// How many requests were asked.
  private int requests;

  /// Answers that never left, whatever they answer.
  private int lost;

  /// Whether the last entry is a request that was asked again, or was when the session ended.
  private boolean again;

  private @Nullable Handshake handshake;
  private boolean acked;

  OrchestratorSide(Objections objections) {
    super("AwaitingHandshake", WAYS, objections);
  }

  @Override
  Optional<Objection> objectionToChange(String to) {
    if (to.equals("Authorizing") && !isDemanded(to)) {
      return object(Reason.JUDGED_WITHOUT_A_HANDSHAKE);
    }
    return to.equals(HALF_CLOSED) && !asking.isEmpty()
        ? object(Reason.OPEN_AT_THE_CLOSE, asking.keySet())
        : none();
  }

  @Override
  Optional<Objection> objectionToOwn(Message sent) {
    return switch (sent) {
      case HandshakeAck _ when acked -> object(Reason.TWO_ACKS);
      case HandshakeAck(_, _, var to, _) when !to.equals(handshakeId()) && to.isPresent() ->
          object(Reason.ACK_OF_ANOTHER_HANDSHAKE);
      case HandshakeAck(_, _, _, Answer.Accepted _) ->
          wasIn("Registered") ? none() : object(Reason.ACK_BEFORE_REGISTERED);
      case HandshakeAck(_, _, _, Answer.Refused _) ->
          state().equals(CLOSED) && !wasIn("Registered")
              ? none()
              : object(Reason.REFUSAL_IS_NOT_THE_LAST_WORD);
      case PermissionResponse(_, _, String requestId, _) when !asking.containsKey(requestId) ->
          object(Reason.ANSWER_TO_NO_REQUEST, requestId);
      case PermissionResponse(_, _, String requestId, _) when !before(requestId).isEmpty() ->
          object(Reason.ANSWERS_OVERTAKE, before(requestId));
      case PermissionResponse _, Cancel _, InjectContext _ -> none();
      case Message foreign -> object(Reason.NOT_AN_ORCHESTRATORS, foreign.type());
    };
  }

  private Optional<String> handshakeId() {
    return Optional.ofNullable(handshake).map(Handshake::id);
  }

  @Override
  void takeOwn(Message sent) {
    switch (sent) {
      case HandshakeAck _ -> acked = true;
      case PermissionResponse(_, _, String requestId, _) ->
          asking.computeIfPresent(
              requestId,
              (_, times) ->
                  times.size() == 1 ? null : new ArrayList<>(times.subList(1, times.size())));
      default -> {} // orders leave nothing behind
    }
  }

  @Override
  Optional<Objection> objectionToReading() {
    return state().equals("Authorizing") ? object(Reason.READ_DURING_THE_VERDICT) : none();
  }

  @Override
  Optional<Due> reactionToOwn(Message got) {
    return state().equals("AwaitingHandshake") ? early(got) : inSession(got);
  }

  private static Optional<Due> early(Message got) {
    return got instanceof Handshake
        ? Optional.of(Due.state(Reason.HANDSHAKE_IS_JUDGED, "Authorizing"))
        : Due.violation(Reason.BEFORE_THE_HANDSHAKE_ENDS);
  }

  private Optional<Due> inSession(Message got) {
    return switch (got) {
      case Handshake _ -> Due.violation(Reason.SECOND_HANDSHAKE_ENDS);
      case ChildMessage report
          when handshake == null || !report.childId().equals(handshake.childId()) ->
          Due.violation(Reason.ANOTHERS_CHILD_ID_ENDS);
      case PermissionRequest request when late.contains(request.id()) ->
          Due.violation(Reason.ASKED_AGAIN_ENDS);
      case ChildMessage _ -> Optional.empty();
      case Message _ -> Due.violation(Reason.NOT_FOR_AN_ORCHESTRATOR_ENDS);
    };
  }

  /// A request that is asked again and breaks the protocol ends the session at once; any caller may
  /// be refused in between.
  @Override
  void follows(Seen seen) {
    boolean ends = seen instanceof Seen.Changed(_, String to) && to.equals(CLOSED);
    again &= ends || state().equals(CLOSED) || seen instanceof Seen.Refused;
  }

  @Override
  void takeOwnGot(Message got) {
    if (state().equals(CLOSED)) {
      return; // too late for everything
    }
    switch (got) {
      case Handshake first when handshake == null -> handshake = first;
      case PermissionRequest request when state().equals("Registered") -> {
        again = asking.containsKey(request.id());
        asking.computeIfAbsent(request.id(), _ -> new ArrayList<>()).add(requests++);
      }
      case PermissionRequest request -> late.add(request.id());
      default -> {} // the rest is for the program
    }
  }

  @Override
  Optional<Due> afterFailed(Seen.Settled outcome) {
    if (outcome.type().equals(PermissionResponse.TYPE)) {
      lost++;
    }
    return Optional.empty();
  }

  @Override
  Optional<Objection> objectionToEnd() {
    // who asked learns from the end that no answer comes
    int open = asking.values().stream().mapToInt(List::size).sum();
    if (lost > open) {
      return object(Reason.LOST_ANSWER_TO_NO_REQUEST);
    }
    // or a line that is no text broke the protocol, and nothing shows it
    int violating = isViolated() && again ? 1 : 0;
    if (open - asking.size() - violating > lost) {
      return object(Reason.ASKED_AGAIN, askedAgain());
    }
    return wasIn(DRAINING) && open > lost
        ? object(Reason.DENIAL_IS_MISSING, asking.keySet())
        : none();
  }

  private List<String> askedAgain() {
    return asking.entrySet().stream()
        .filter(request -> request.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// What was answered before this request came, and whose answer has not left yet.
  private List<String> before(String requestId) {
    List<Integer> times = asking.get(requestId);
    if (times == null) {
      return List.of();
    }
    int asked = times.getFirst();
    return asking.entrySet().stream()
        .filter(other -> other.getValue().size() > 1 && other.getValue().get(1) < asked)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  Optional<Objection> objectionToRequestEnd(String id) {
    return object(Reason.REQUEST_OF_AN_ORCHESTRATOR);
  }

  @Override
  Optional<Due> takeRequestEnd(String id, Optional<Due> because) {
    return Optional.empty();
  }

  @Override
  boolean isOpen() {
    return acked && (state().equals("Registered") || state().equals(DRAINING));
  }

  @Override
  Reason first() {
    return Reason.MESSAGE_BEFORE_OUR_ACK;
  }

  @Override
  boolean mayPing() {
    return acked && wasIn("Registered");
  }

  @Override
  boolean mayTakeBack(String type) {
    return state().equals("Registered") && type.equals(Droppable.INJECT_CONTEXT.type());
  }

  @Override
  List<String> possibleFirstWords() {
    boolean refuses = state().equals(CLOSED) && !wasIn("Registered");
    return !acked && (wasIn("Registered") || refuses) ? List.of("handshake_ack sent") : List.of();
  }
}
