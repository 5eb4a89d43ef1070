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

  private final Set<String> asking = new HashSet<>();
  private @Nullable Handshake handshake;
  private boolean acked;

  OrchestratorSide() {
    super("AwaitingHandshake", WAYS);
  }

  @Override
  Optional<Objection> objectionToChange(String to) {
    if (to.equals("Authorizing") && !isDemanded(to)) {
      return object("HF-13", "no handshake came before this");
    }
    return to.equals(HALF_CLOSED) && !asking.isEmpty()
        ? object("HF-33", "what was open at the close has no answer: " + asking)
        : none();
  }

  @Override
  Optional<Objection> objectionToOwn(Message sent) {
    return switch (sent) {
      case HandshakeAck _ when acked -> object("HF-14", "a second ack on one connection");
      case HandshakeAck(_, _, var to, _) when !to.equals(handshakeId()) && to.isPresent() ->
          object("HF-6", "the ack names a handshake that did not arrive");
      case HandshakeAck(_, _, _, Answer.Accepted _) ->
          wasIn("Registered") ? none() : object("HF-14", "an accepting ack before Registered");
      case HandshakeAck(_, _, _, Answer.Refused _) ->
          state().equals(CLOSED) && !wasIn("Registered")
              ? none()
              : object("HF-19", "a refusal is the last word of who never registered");
      case PermissionResponse(_, _, String requestId, _) when !asking.contains(requestId) ->
          object("HF-7", "no open request has the id " + requestId);
      case PermissionResponse _, Cancel _, InjectContext _ -> none();
      case Message foreign -> object("section 4", "an orchestrator sends no " + foreign.type());
    };
  }

  private Optional<String> handshakeId() {
    return Optional.ofNullable(handshake).map(Handshake::id);
  }

  @Override
  void takeOwn(Message sent) {
    switch (sent) {
      case HandshakeAck _ -> acked = true;
      case PermissionResponse response -> asking.remove(response.requestId());
      default -> {} // orders leave nothing behind
    }
  }

  @Override
  Optional<Objection> objectionToReading() {
    return state().equals("Authorizing")
        ? object("HF-27", "nothing is read until the verdict is given")
        : none();
  }

  @Override
  Optional<Due> reaction(Optional<Message> got) {
    return switch (state()) {
      case "AwaitingHandshake" -> early(got);
      case CLOSED -> tooLate(got);
      default -> inSession(got);
    };
  }

  private static Optional<Due> early(Optional<Message> got) {
    if (got.isEmpty()) {
      return Due.violation("HF-17");
    }
    return switch (got.get()) {
      case Handshake _ -> Optional.of(Due.state("HF-27", "Authorizing"));
      case Ping _, Pong _ -> Optional.empty();
      case Unknown _ -> Optional.of(Due.ignored("HF-22", "unknown_type"));
      case ProtocolError _ -> Due.end("section 6.2");
      case Message _ -> Due.violation("HF-13");
    };
  }

  private Optional<Due> inSession(Optional<Message> got) {
    if (got.isEmpty()) {
      return Due.violation("HF-17");
    }
    return switch (got.get()) {
      case Handshake _ -> Due.violation("HF-2");
      case ChildMessage report ->
          handshake != null && report.childId().equals(handshake.childId())
              ? Optional.empty()
              : Due.violation("HF-15");
      case Ping _, Pong _ -> Optional.empty();
      case Unknown _ -> Optional.of(Due.ignored("HF-22", "unknown_type"));
      case ProtocolError _ -> Due.end("section 6.2");
      case Message _ -> Due.violation("section 6.2");
    };
  }

  @Override
  void takeOwnGot(Message got) {
    switch (got) {
      case Handshake first when handshake == null -> handshake = first;
      case PermissionRequest request when state().equals("Registered") ->
          asking.add(request.id()); // after the close nobody may answer (HF-33)
      default -> {} // the rest is for the program
    }
  }

  @Override
  Optional<Due> afterFailed(Seen.Settled outcome) {
    return Optional.empty();
  }

  @Override
  Optional<Objection> objectionToEnd() {
    return none(); // who asked learns from the end that no answer comes
  }

  @Override
  Optional<Objection> objectionToRequestEnd(String id) {
    return object("HF-7", "an orchestrator makes no requests");
  }

  @Override
  Optional<Due> takeRequestEnd(String id, Optional<Due> because) {
    throw new IllegalStateException("never seen without an objection");
  }

  @Override
  boolean isOpen() {
    return acked && (state().equals("Registered") || state().equals(DRAINING));
  }

  @Override
  String firstRule() {
    return "HF-14";
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
