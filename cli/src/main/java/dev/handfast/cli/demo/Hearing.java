package dev.handfast.cli.demo;

import dev.handfast.server.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// What the orchestrator's handlers received, worker by worker, in their order.
final class Hearing {
  private final Map<String, List<String>> ids = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Worker>> joined = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Worker>> left = new ConcurrentHashMap<>();

  void joined(Worker worker) {
    entry(joined, worker.childId()).complete(worker);
  }

  /// A handler got a message.
  void heard(String worker, String messageId) {
    // one worker's handlers run one at a time, and each call of `compute` sees the one before
    ids.compute(
        worker,
        (_, before) -> {
          List<String> all = before == null ? new ArrayList<>() : before;
          all.add(messageId);
          return all;
        });
  }

  void left(Worker worker) {
    entry(left, worker.childId()).complete(worker);
  }

  /// Waits until the worker's session has begun.
  Worker awaitJoined(String worker, Duration patience) {
    return Waiting.await(
        entry(joined, worker),
        patience,
        () -> "the orchestrator did not see %s join".formatted(worker));
  }

  /// Waits until the worker's session has ended, and no message of it comes any more.
  void awaitLeft(String worker, Duration patience) {
    var _ =
        Waiting.await(
            entry(left, worker),
            patience,
            () -> "the orchestrator did not see %s leave".formatted(worker));
  }

  /// The ids of all messages that a worker's handlers got, in order.
  List<String> ids(String worker) {
    return List.copyOf(ids.getOrDefault(worker, List.of()));
  }

  private static CompletableFuture<Worker> entry(
      Map<String, CompletableFuture<Worker>> of, String worker) {
    return of.computeIfAbsent(worker, _ -> new CompletableFuture<>());
  }
}
