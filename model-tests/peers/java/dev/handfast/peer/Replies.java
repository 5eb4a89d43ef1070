package dev.handfast.peer;

import dev.handfast.Delivery;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.PermissionResponse;
import dev.handfast.server.AnswerReport;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// The requests of one connection's worker, and what becomes of the answers.
///
/// The library reports that an answer was accepted, and that a message is settled; answers are
/// settled in the order in which they were accepted. Any thread.
final class Replies {
  private final Telling telling;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Asked> open = new HashMap<>();
  private final IdentityHashMap<PermissionRequest, Given> given = new IdentityHashMap<>();
  private final Queue<Optional<String>> accepted = new ArrayDeque<>();
  private final Queue<Delivery> settled = new ArrayDeque<>();

  /// Tells the outcome of a reply.
  @FunctionalInterface
  interface Telling {
    void tell(String tag, Consumer<ObjectNode> outcome);
  }

  private record Asked(PermissionRequest request, CompletableFuture<Decision> decision) {}

  private record Given(String tag, Decision decision) {}

  Replies(Telling telling) {
    this.telling = telling;
  }

  CompletableFuture<Decision> ask(PermissionRequest request) {
    var decision = new CompletableFuture<Decision>();
    lock.lock();
    try {
      open.put(request.id(), new Asked(request, decision));
    } finally {
      lock.unlock();
    }
    return decision;
  }

  /// Decides.
  ///
  /// @return whether such a request is open
  boolean reply(String requestId, String tag, Decision decision) {
    Asked asked;
    lock.lock();
    try {
      asked = open.remove(requestId);
      if (asked == null) {
        return false;
      }
      given.put(asked.request(), new Given(tag, decision));
    } finally {
      lock.unlock();
    }
    asked.decision().complete(decision);
    return true;
  }

  /// The library has accepted an answer, ours or its own, or refused ours.
  void reported(AnswerReport report) {
    lock.lock();
    try {
      switch (report) {
        case AnswerReport.Accepted(var request, Decision decision) -> {
          accepted.add(tag(request, decision));
          match();
        }
        case AnswerReport.Refused(var request, Decision decision, var _) ->
            tag(request, decision)
                .ifPresent(
                    tag ->
                        telling.tell(
                            tag,
                            event ->
                                event.put("outcome", "refused").put("cause", "not registered")));
      }
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> tag(PermissionRequest request, Decision decision) {
    return Optional.ofNullable(given.get(request))
        .filter(own -> own.decision().equals(decision) && given.remove(request, own))
        .map(Given::tag);
  }

  /// A message is settled.
  void settled(String type, Delivery delivery) {
    if (type.equals(PermissionResponse.TYPE)) {
      lock.lock();
      try {
        settled.add(delivery);
        match();
      } finally {
        lock.unlock();
      }
    }
  }

  private void match() {
    while (!accepted.isEmpty() && !settled.isEmpty()) {
      Delivery delivery = settled.remove();
      accepted
          .remove()
          .ifPresent(tag -> telling.tell(tag, event -> Words.outcome(event, delivery)));
    }
  }
}
