package dev.handfast.conformance.trace;

import dev.handfast.message.Answer;
import dev.handfast.message.Handshake;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.Kind;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionResponse;
import dev.handfast.message.Ping;
import dev.handfast.trace.TraceEntry;
import dev.handfast.transition.Incoming;
import dev.handfast.transition.ServerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One connection of an orchestrator, in the words of `spec/tla/OrchestratorTraces.tla`.
final class ConnectionInTla {
  /// What a message answers that is no answer.
  private static final int NOTHING = 0;

  /// What an answer answers that nobody has seen.
  private static final int SOMETHING = -1;

  private final int number;

  /// Those that left first, as they left; what never left was accepted at some time before its
  /// outcome.
  private final Map<String, Integer> tickets = new LinkedHashMap<>();

  private final Map<String, Integer> requests = new HashMap<>();
  private final List<Integer> answers = new ArrayList<>();
  private final int left;
  private String childId = "";

  ConnectionInTla(int number, List<TraceEntry> trace) {
    this.number = number;
    List<Seen> all = trace.stream().map(Seen::of).map(Optional::orElseThrow).toList();
    var settled = new LinkedHashMap<String, String>();
    for (Seen seen : all) {
      if (seen instanceof Seen.Settled(String type, String id, _)) {
        settled.put(id, type);
      }
    }
    for (Seen seen : all) {
      if (seen instanceof Seen.Sent(Message message)
          && (message.kind() == Kind.APPLICATION
              || (message instanceof Ping && settled.containsKey(message.id())))) {
        accept(
            message.id(),
            message instanceof PermissionResponse response
                ? request(response.requestId())
                : NOTHING);
      }
    }
    left = tickets.size();
    settled.forEach(
        (id, type) -> accept(id, type.equals(PermissionResponse.TYPE) ? SOMETHING : NOTHING));
  }

  private void accept(String id, int request) {
    if (!tickets.containsKey(id)) {
      tickets.put(id, tickets.size() + 1);
      answers.add(request);
    }
  }

  private int request(String id) {
    return requests.computeIfAbsent(id, _ -> requests.size() + 1);
  }

  /// 0 is a message that nobody sent.
  private int ticket(String id) {
    return tickets.getOrDefault(id, 0);
  }

  String messages() {
    return "[left |-> %d, answers |-> <<%s>>]"
        .formatted(left, answers.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  Optional<String> entry(TraceEntry entry) {
    return Seen.of(entry)
        .flatMap(seen -> Sight.entry(seen, this::ticket, this::sent, this::input))
        .map(
            seen ->
                "[of |-> %d, state |-> \"%s\", seen |-> %s]"
                    .formatted(number, entry.state(), seen));
  }

  private String sent(Message message) {
    int ticket = ticket(message.id());
    return ticket > 0
        ? "[kind |-> \"message\", id |-> " + ticket + "]"
        : "[kind |-> \"own\", what |-> \"%s\"]".formatted(own(message));
  }

  private static String own(Message message) {
    return message instanceof HandshakeAck ack
        ? ack.answer() instanceof Answer.Accepted ? "accepting" : "refusing"
        : message.type();
  }

  private String input(Optional<Message> message) {
    if (childId.isEmpty() && message.orElse(null) instanceof Handshake handshake) {
      childId = handshake.childId();
    }
    return message
        .map(known -> input(Incoming.toOrchestrator(known)))
        .orElse("[type |-> \"Malformed\"]");
  }

  private String input(ServerEvent event) {
    String type = event.getClass().getSimpleName();
    return switch (event) {
      case ServerEvent.ReportReceived(String named, _) ->
          "[type |-> \"%s\", mine |-> %s]".formatted(type, isMine(named));
      case ServerEvent.PermissionAsked(var asked) ->
          "[type |-> \"%s\", mine |-> %s, id |-> %d]"
              .formatted(type, isMine(asked.childId()), request(asked.id()));
      default -> "[type |-> \"" + type + "\"]"; // the others carry nothing that matters
    };
  }

  private String isMine(String named) {
    return named.equals(childId) ? "TRUE" : "FALSE";
  }
}
