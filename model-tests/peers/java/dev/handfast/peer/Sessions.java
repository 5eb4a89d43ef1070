package dev.handfast.peer;

import dev.handfast.CloseCause;
import dev.handfast.HandfastEvent;
import dev.handfast.message.Decision;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionRequest;
import dev.handfast.server.AnswerReport;
import dev.handfast.server.Worker;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// The program of a driven server: tells the suite what the server tells it.
final class Sessions {
  private final Console console;
  private final Map<String, Session> newest = new ConcurrentHashMap<>();
  private final Map<String, Session> byConnection = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> ignored = new ConcurrentHashMap<>();

  /// @param over once its end was told
  private record Session(Worker worker, Replies replies, CompletableFuture<Boolean> over) {}

  Sessions(Console console) {
    this.console = console;
  }

  /// A session that takes another's place is told when that one's end was.
  void joined(Worker worker) {
    String childId = worker.childId();
    var replies = new Replies((tag, words) -> outcome(tag, childId, words));
    var session = new Session(worker, replies, new CompletableFuture<>());
    byConnection.put(worker.connection(), session);
    Session before = newest.put(childId, session);
    if (before != null && before.worker().epoch() < worker.epoch()) {
      before.over().join();
    }
    tell("joined", worker, _ -> {});
  }

  void received(Worker worker, Message message) {
    tell("received", worker, event -> event.set("message", Words.frame(message)));
  }

  CompletionStage<Decision> asked(Worker worker, PermissionRequest request) {
    CompletionStage<Decision> decision = of(worker).replies().ask(request);
    tell("asked", worker, event -> event.set("message", Words.frame(request)));
    return decision;
  }

  void answered(Worker worker, AnswerReport report) {
    of(worker).replies().reported(report);
  }

  void left(Worker worker, CloseCause cause) {
    tell("left", worker, event -> Words.cause(event, "cause", cause));
    of(worker).over().complete(true);
  }

  void happened(HandfastEvent event) {
    String connection = event.at().connection();
    switch (event) {
      case HandfastEvent.Settled settled ->
          Optional.ofNullable(byConnection.get(connection))
              .ifPresent(session -> session.replies().settled(settled.type(), settled.delivery()));
      case HandfastEvent.Ignored _ ->
          ignored.computeIfAbsent(connection, _ -> new AtomicLong()).incrementAndGet();
      default -> {}
    }
  }

  /// Answers a request of the newest session of that name.
  ///
  /// @return whether it is open
  boolean reply(String childId, String requestId, String tag, Decision decision) {
    return Optional.ofNullable(newest.get(childId))
        .filter(session -> session.replies().reply(requestId, tag, decision))
        .isPresent();
  }

  /// How many frames the server has ignored: by its sessions' own counts, and by what was told of
  /// other connections.
  long counted() {
    long strangers =
        ignored.entrySet().stream()
            .filter(each -> !byConnection.containsKey(each.getKey()))
            .mapToLong(each -> each.getValue().get())
            .sum();
    return strangers
        + byConnection.values().stream()
            .flatMap(session -> session.worker().counts().ignored().values().stream())
            .mapToLong(Long::longValue)
            .sum();
  }

  void outcome(String tag, String childId, Consumer<ObjectNode> words) {
    console.tell("outcome", event -> words.accept(event.put("tag", tag).put("childId", childId)));
  }

  private Session of(Worker worker) {
    return Optional.ofNullable(byConnection.get(worker.connection())).orElseThrow();
  }

  private void tell(String name, Worker worker, Consumer<ObjectNode> fields) {
    console.tell(name, event -> fields.accept(event.put("childId", worker.childId())));
  }
}
