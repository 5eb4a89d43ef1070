package dev.handfast.conformance.trace;

import dev.handfast.message.Answer;
import dev.handfast.message.Cancel;
import dev.handfast.message.ChildMessage;
import dev.handfast.message.Handshake;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.InjectContext;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.PermissionResponse;
import java.util.HashMap;
import java.util.HashSet;
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

  /// How often each request was asked that an answer may still leave for. More than once, and the
  /// session goes on: then the answer had been given, and had not left.
  private final Map<String, Integer> asking = new HashMap<>();

  /// What was asked after the close: nobody may answer it (HF-33).
  private final Set<String> late = new HashSet<>();

  /// Answers that never left, whatever they answer.
  private int lost;

  /// Whether the last frame of the session asked again what had no answer that was seen.
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
          asking.computeIfPresent(requestId, (_, times) -> times == 1 ? null : times - 1);
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

  @Override
  void takeOwnGot(Message got) {
    if (state().equals(CLOSED)) {
      return; // too late for everything
    }
    again = false;
    switch (got) {
      case Handshake first when handshake == null -> handshake = first;
      case PermissionRequest request when state().equals("Registered") ->
          again = asking.merge(request.id(), 1, Integer::sum) > 1;
      case PermissionRequest request -> late.add(request.id());
      default -> {} // the rest is for the program
    }
  }

  @Override
  Optional<Due> afterFailed(Seen.Settled outcome) {
    if (outcome.type().equals("permission_response")) {
      lost++;
    }
    return Optional.empty();
  }

  @Override
  Optional<Objection> objectionToEnd() {
    // who asked learns from the end that no answer comes; but each time before the last was
    // answered
    int demanded = asking.values().stream().mapToInt(times -> times - 1).sum();
    int ended = isViolated() && again ? 1 : 0;
    return demanded - ended > lost ? object(Reason.ASKED_AGAIN, askedAgain()) : none();
  }

  private List<String> askedAgain() {
    return asking.entrySet().stream()
        .filter(request -> request.getValue() > 1)
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
  boolean mayTakeBack() {
    return state().equals("Registered");
  }

  @Override
  List<String> possibleFirstWords() {
    boolean refuses = state().equals(CLOSED) && !wasIn("Registered");
    return !acked && (wasIn("Registered") || refuses) ? List.of("handshake_ack sent") : List.of();
  }
}
