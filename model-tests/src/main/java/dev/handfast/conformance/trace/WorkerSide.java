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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The worker's side: section 6.1 of PROTOCOL.md.
final class WorkerSide extends Side {
  static final Map<String, List<String>> WAYS =
      Map.of(
          "Idle",
          List.of("Connecting", CLOSED),
          "Connecting",
          List.of("AwaitingAck", FINISHING, CLOSED),
          "AwaitingAck",
          List.of("Ready", FINISHING, CLOSED),
          FINISHING,
          List.of(DRAINING, CLOSED),
          "Ready",
          List.of(DRAINING, HALF_CLOSED, CLOSED),
          DRAINING,
          List.of(HALF_CLOSED, CLOSED),
          HALF_CLOSED,
          List.of(CLOSED));

  private final Set<String> asked = new LinkedHashSet<>(); // as they left, then as they failed
  private final Set<String> over = new HashSet<>();
  private Optional<String> handshakeId = Optional.empty();
  private boolean peerPings;
  private boolean ends; // a cancel in Draining, and no request is made there
  private boolean allEnded;

  WorkerSide(Objections objections) {
    super("Idle", WAYS, objections);
  }

  @Override
  Optional<Objection> objectionToChange(String to) {
    boolean settles = to.equals("Ready") || (state().equals(FINISHING) && to.equals(DRAINING));
    boolean demandsOther = isDemanded() && handshakeId.isEmpty(); // which says more
    return !settles || isDemanded(to) || demandsOther
        ? none()
        : object(Reason.READY_WITHOUT_AN_ACK);
  }

  @Override
  Optional<Objection> objectionToOwn(Message sent) {
    return switch (sent) {
      case Handshake _ when handshakeId.isPresent() -> object(Reason.TWO_HANDSHAKES);
      case Handshake _ when isBeforeOpening() ->
          object(Reason.HANDSHAKE_WITHOUT_A_CONNECTION, state());
      case ChildMessage _ -> none();
      case Message foreign -> object(Reason.NOT_A_WORKERS, foreign.type());
    };
  }

  private boolean isBeforeOpening() {
    return state().equals("Idle") || state().equals("Connecting");
  }

  @Override
  void takeOwn(Message sent) {
    switch (sent) {
      case Handshake handshake -> handshakeId = Optional.of(handshake.id());
      case PermissionRequest request -> asked.add(request.id());
      default -> {} // reports leave nothing behind
    }
  }

  @Override
  Optional<Objection> objectionToReading() {
    return isBeforeOpening() ? object(Reason.READ_WITHOUT_A_CONNECTION, state()) : none();
  }

  @Override
  Optional<Due> reactionToOwn(Message got) {
    return switch (state()) {
      case "AwaitingAck" -> settling(got, "Ready");
      case FINISHING -> settling(got, DRAINING);
      default -> inSession(got);
    };
  }

  private Optional<Due> settling(Message got, String onward) {
    return switch (got) {
      case HandshakeAck _ when handshakeId.isEmpty() ->
          Due.violation(Reason.ACK_WITHOUT_A_HANDSHAKE_ENDS);
      case HandshakeAck ack when isMisaddressed(ack) -> Due.violation(Reason.ACK_FOR_ANOTHER_ENDS);
      case HandshakeAck(_, _, _, Answer.Accepted _) ->
          Optional.of(Due.state(Reason.ACK_OPENS, onward));
      case HandshakeAck _ -> Due.end(Reason.REFUSAL_ENDS);
      case Message _ -> Due.violation(Reason.BEFORE_THE_ACK_ENDS);
    };
  }

  private boolean isMisaddressed(HandshakeAck ack) {
    return ack.requestId().stream().anyMatch(id -> !isOurs(id));
  }

  private boolean isOurs(String id) {
    return handshakeId.filter(id::equals).isPresent();
  }

  private Optional<Due> inSession(Message got) {
    return switch (got) {
      case HandshakeAck _ -> Optional.of(Due.ignored(Reason.SECOND_ACK_IS_IGNORED, "second_ack"));
      case PermissionResponse response ->
          asked.contains(response.requestId()) && !over.contains(response.requestId())
              ? Optional.empty()
              : Optional.of(Due.ignored(Reason.ANSWER_TO_NOTHING_IS_IGNORED, "unknown_request"));
      case Cancel _ -> calledOff();
      case InjectContext _ -> Optional.empty();
      case Message _ -> Due.violation(Reason.NOT_FOR_A_WORKER_ENDS);
    };
  }

  /// The end of the first request that is open, as long as one is.
  private Optional<Due> calledOff() {
    return firstOpen()
        .map(Seen.RequestEnded::new)
        .map(
            end ->
                new Due(Reason.CANCEL_ENDS_REQUESTS, "request " + end.id() + " ends", end::equals));
  }

  private Optional<String> firstOpen() {
    return asked.stream().filter(id -> !over.contains(id)).findFirst();
  }

  @Override
  void takeOwnGot(Message got) {
    switch (got) {
      case HandshakeAck(_, _, _, Answer.Accepted accepted) when !peerPings ->
          peerPings = accepted.protocol().isPresent();
      case PermissionResponse response when asked.contains(response.requestId()) ->
          over.add(response.requestId());
      default -> {} // the rest is for the program
    }
  }

  /// A request that will never leave ends at once (HF-7).
  @Override
  Optional<Due> afterFailed(Seen.Settled outcome) {
    if (!outcome.type().equals(PermissionRequest.TYPE)) {
      return Optional.empty();
    }
    asked.add(outcome.id());
    var end = new Seen.RequestEnded(outcome.id());
    return state().equals(CLOSED)
        ? Optional.empty()
        : Optional.of(
            new Due(Reason.FAILED_REQUEST_ENDS, "request " + outcome.id() + " ends", end::equals));
  }

  @Override
  Optional<Objection> objectionToEnd() {
    return firstOpen().flatMap(id -> object(Reason.REQUEST_STAYS_OPEN, id));
  }

  /// Before the session a request ends as its message fails; a session may end one that has not
  /// left yet; at the end all are known.
  @Override
  Optional<Objection> objectionToRequestEnd(String id) {
    Optional<Objection> again = over.contains(id) ? object(Reason.REQUEST_ENDS_TWICE) : none();
    return again
        .or(() -> allEnded ? object(Reason.REQUEST_ENDS_AFTER_ALL_DID) : none())
        .or(() -> objectionToFirstEnd(id));
  }

  private Optional<Objection> objectionToFirstEnd(String id) {
    return switch (state()) {
      case "Ready", DRAINING, HALF_CLOSED -> none();
      case CLOSED -> objectionToLoss(id);
      default -> isDemanded() ? none() : object(Reason.REQUEST_ENDS_BEFORE_ITS_MESSAGE);
    };
  }

  private Optional<Objection> objectionToLoss(String id) {
    if (!asked.contains(id)) {
      return object(Reason.REQUEST_ENDS_WITHOUT_AN_OUTCOME, id);
    }
    return firstOpen().filter(id::equals).isPresent()
        ? none()
        : object(Reason.REQUEST_ENDS_OUT_OF_ORDER, id);
  }

  @Override
  Optional<Due> takeRequestEnd(String id, Optional<Due> because) {
    over.add(id);
    return because.filter(due -> due.reason().rule().equals("HF-30")).flatMap(_ -> calledOff());
  }

  @Override
  boolean isOpen() {
    return state().equals("Ready") || state().equals(DRAINING);
  }

  @Override
  Reason first() {
    return Reason.MESSAGE_BEFORE_THE_ACK;
  }

  @Override
  boolean mayPing() {
    return peerPings;
  }

  /// What a cancel ends, it ends in a row; any caller may be refused in between.
  @Override
  void follows(Seen seen) {
    if (!(seen instanceof Seen.RequestEnded || seen instanceof Seen.Refused)) {
      allEnded |= ends;
      ends = state().equals(DRAINING) && isCancel(seen);
    }
  }

  private static boolean isCancel(Seen seen) {
    return seen instanceof Seen.Got(var message) && message.orElse(null) instanceof Cancel;
  }

  @Override
  boolean mayTakeBack(String type) {
    return !state().equals(DRAINING) && !state().equals(HALF_CLOSED);
  }

  @Override
  List<String> possibleFirstWords() {
    return handshakeId.isEmpty() && !isBeforeOpening() ? List.of("handshake sent") : List.of();
  }
}
