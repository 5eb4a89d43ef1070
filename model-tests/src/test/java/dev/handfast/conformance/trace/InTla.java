package dev.handfast.conformance.trace;

import dev.handfast.message.Handshake;
import dev.handfast.message.Kind;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionRequest;
import dev.handfast.trace.TraceEntry;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.Incoming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The worker's side of a trace in the words of `spec/tla/WorkerTraces.tla`.
final class InTla {
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<String> left = new ArrayList<>();
  private final List<String> stayed = new ArrayList<>();
  private final List<String> entries = new ArrayList<>();
  private final List<String> states = new ArrayList<>();
  private String handshakeId = "";

  private InTla(List<TraceEntry> worker) {
    List<Seen> seen = worker.stream().map(Seen::of).map(each -> each.orElseThrow()).toList();
    seen.forEach(this::numberSent);
    seen.forEach(this::numberUnsent);
    for (int i = 0; i < seen.size(); i++) {
      Optional<String> entry = entry(seen.get(i));
      entry.ifPresent(entries::add);
      String state = worker.get(i).state();
      entry.ifPresent(_ -> states.add('"' + state + '"'));
    }
  }

  /// A module that defines `Traces`.
  static String module(List<List<TraceEntry>> workers) {
    return workers.stream()
        .map(worker -> new InTla(worker).text())
        .collect(
            Collectors.joining(
                ",\n",
                "---- MODULE Traces ----\nEXTENDS Naturals, Sequences\nTraces == <<\n",
                "\n>>\n====\n"));
  }

  private String text() {
    return "[left |-> <<%s>>, stayed |-> <<%s>>, states |-> <<%s>>,\n entries |-> <<%s>>]"
        .formatted(
            String.join(", ", left),
            String.join(", ", stayed),
            String.join(", ", states),
            String.join(",\n  ", entries));
  }

  /// What left was accepted in the order in which it left.
  private void numberSent(Seen seen) {
    if (seen instanceof Seen.Sent(Message message) && message.kind() == Kind.APPLICATION) {
      accept(message.id(), message.type(), left);
    }
  }

  /// What never left was accepted at some time before its outcome.
  private void numberUnsent(Seen seen) {
    if (seen instanceof Seen.Settled(String type, String id, _)) {
      accept(id, type, stayed);
    }
  }

  private void accept(String id, String type, List<String> fate) {
    if (!numbers.containsKey(id)) {
      numbers.put(id, numbers.size() + 1);
      fate.add(
          "[id |-> %d, asks |-> %s]"
              .formatted(numbers.size(), type.equals(PermissionRequest.TYPE) ? "TRUE" : "FALSE"));
    }
  }

  /// 0 is a request that nobody made.
  private int number(String id) {
    return numbers.getOrDefault(id, 0);
  }

  private Optional<String> entry(Seen seen) {
    return Sight.entry(seen, this::number, this::sent, this::input);
  }

  private String sent(Message message) {
    if (message instanceof Handshake handshake) {
      handshakeId = handshake.id();
    }
    return message.kind() == Kind.APPLICATION
        ? "[kind |-> \"message\", id |-> " + number(message.id()) + "]"
        : "[kind |-> \"own\", what |-> \"" + message.type() + "\"]";
  }

  private String input(Optional<Message> message) {
    return message
        .map(known -> input(Incoming.toWorker(known, handshakeId)))
        .orElse("[type |-> \"Malformed\"]");
  }

  private String input(ClientEvent event) {
    String type = event.getClass().getSimpleName();
    return switch (event) {
      case ClientEvent.AckAccepted(_, var peer) ->
          "[type |-> \"%s\", peer |-> \"%s\"]".formatted(type, peer);
      case ClientEvent.ResponseReceived(var response) ->
          "[type |-> \"%s\", id |-> %d]".formatted(type, number(response.requestId()));
      default -> "[type |-> \"" + type + "\"]"; // the others carry nothing that matters
    };
  }
}
