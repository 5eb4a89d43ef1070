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
import dev.handfast.message.Ping;
import dev.handfast.message.Pong;
import dev.handfast.message.ProtocolError;
import dev.handfast.message.Unknown;
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
          List.of("AwaitingAck", "Finishing", CLOSED),
          "AwaitingAck",
          List.of("Ready", "Finishing", CLOSED),
          "Finishing",
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

  WorkerSide() {
    super("Idle", WAYS);
  }

  @Override
  Optional<Objection> objectionToChange(String to) {
    boolean settles = to.equals("Ready") || (state().equals("Finishing") && to.equals(DRAINING));
    if (!settles || isDemanded(to)) {
      return none();
    }
    return isDemanded() && handshakeId.isEmpty()
        ? object("HF-2", "no handshake was sent that an ack could settle")
        : object("HF-1", "no accepting handshake_ack came before this");
  }

  @Override
  Optional<Objection> objectionToOwn(Message sent) {
    return switch (sent) {
      case Handshake _ when handshakeId.isPresent() ->
          object("HF-2", "a second handshake on one connection");
      case Handshake _ when isBeforeOpening() ->
          object("HF-2", "the connection is not open in " + state());
      case ChildMessage _ -> none();
      case Message foreign -> object("section 4", "a worker sends no " + foreign.type());
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
    return isBeforeOpening()
        ? object("section 6.1", "nothing arrives in " + state() + ", before the connection is open")
        : none();
  }

  @Override
  Optional<Due> reaction(Optional<Message> got) {
    return switch (state()) {
      case "AwaitingAck" -> settling(got, "Ready");
      case "Finishing" -> settling(got, DRAINING);
      case CLOSED -> tooLate(got);
      default -> inSession(got);
    };
  }

  private Optional<Due> settling(Optional<Message> got, String onward) {
    if (got.isEmpty()) {
      return Due.violation("HF-17");
    }
    return switch (got.get()) {
      case HandshakeAck _ when handshakeId.isEmpty() -> Due.violation("HF-2");
      case HandshakeAck ack when isMisaddressed(ack) -> Due.violation("HF-6");
      case HandshakeAck(_, _, _, Answer.Accepted _) -> Optional.of(Due.state("HF-6", onward));
      case HandshakeAck _ -> Due.end("HF-19");
      case ProtocolError _ -> Due.end("section 6.1");
      case Ping _, Pong _ -> Optional.empty();
      case Unknown _ -> Optional.of(Due.ignored("HF-22", "unknown_type"));
      case Message _ -> Due.violation("section 6.1");
    };
  }

  private boolean isMisaddressed(HandshakeAck ack) {
    return ack.requestId().stream().anyMatch(id -> !isOurs(id));
  }

  private boolean isOurs(String id) {
    return handshakeId.filter(id::equals).isPresent();
  }

  private Optional<Due> inSession(Optional<Message> got) {
    if (got.isEmpty()) {
      return Due.violation("HF-17");
    }
    return switch (got.get()) {
      case HandshakeAck _ -> Optional.of(Due.ignored("HF-6", "second_ack"));
      case PermissionResponse response ->
          asked.contains(response.requestId()) && !over.contains(response.requestId())
              ? Optional.empty()
              : Optional.of(Due.ignored("HF-7", "unknown_request"));
      case Cancel _ -> calledOff();
      case InjectContext _, Ping _, Pong _ -> Optional.empty();
      case Unknown _ -> Optional.of(Due.ignored("HF-22", "unknown_type"));
      case ProtocolError _ -> Due.end("section 6.1");
      case ChildMessage _ -> Due.violation("section 6.1");
    };
  }

  /// The end of the first request that is open, as long as one is.
  private Optional<Due> calledOff() {
    return firstOpen()
        .map(Seen.RequestEnded::new)
        .map(end -> new Due("HF-30", "request " + end.id() + " ends", end::equals));
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
        : Optional.of(new Due("HF-7", "request " + outcome.id() + " ends", end::equals));
  }

  @Override
  Optional<Objection> objectionToEnd() {
    return firstOpen()
        .flatMap(id -> object("HF-7", "request " + id + " has neither answer nor end"));
  }

  /// Before the session a request ends as its message fails; a session may end one that has not
  /// left yet; at the end all are known.
  @Override
  Optional<Objection> objectionToRequestEnd(String id) {
    if (over.contains(id)) {
      return object("HF-7", "the request has ended already");
    }
    return switch (state()) {
      case "Ready", DRAINING, HALF_CLOSED -> none();
      case CLOSED -> objectionToLoss(id);
      default ->
          isDemanded() ? none() : object("HF-8", "its message would have been withdrawn before");
    };
  }

  private Optional<Objection> objectionToLoss(String id) {
    if (!asked.contains(id)) {
      return object("HF-5", "the message of request " + id + " has no outcome");
    }
    return firstOpen().filter(id::equals).isPresent()
        ? none()
        : object("HF-7", "request " + id + " is not the first that is open");
  }

  @Override
  Optional<Due> takeRequestEnd(String id, Optional<Due> because) {
    over.add(id);
    return because.filter(due -> due.rule().equals("HF-30")).flatMap(_ -> calledOff());
  }

  @Override
  boolean isOpen() {
    return state().equals("Ready") || state().equals(DRAINING);
  }

  @Override
  String firstRule() {
    return "HF-1";
  }

  @Override
  boolean mayPing() {
    return peerPings;
  }

  @Override
  boolean mayTakeBack() {
    return !state().equals(DRAINING) && !state().equals(HALF_CLOSED);
  }

  @Override
  List<String> possibleFirstWords() {
    return handshakeId.isEmpty() && !isBeforeOpening() ? List.of("handshake sent") : List.of();
  }
}
