package dev.handfast.cli.permission;

import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/// The questions that workers have asked and that nobody has decided yet.
///
/// They go to an approver one after another, in order of arrival, on a thread of their own: the
/// handler that asks returns at once, and goes on with the worker's other messages. Any thread.
///
/// @param <W> who asks: equal for one and the same session only
public final class Questions<W> implements AutoCloseable {
  private final Approver approver;
  private final ExecutorService asking =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("permissions").factory());
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<W, Set<Asked>> open = new HashMap<>();
  private boolean closed;

  /// A question on its way; equal to itself only.
  private final class Asked {
    private final CompletableFuture<Decision> decision = new CompletableFuture<>();
    private final Future<?> task;

    Asked(String childId, PermissionRequest request) {
      task = asking.submit(() -> decide(childId, request, decision));
    }

    void withdraw() {
      decision.complete(Decision.deny());
      task.cancel(true);
    }
  }

  /// @param approver decides
  public Questions(Approver approver) {
    this.approver = approver;
  }

  /// Puts a request to the approver.
  ///
  /// @return the decision, once it has come; *deny* where the question was withdrawn, a failure
  ///   where the approver failed
  public CompletableFuture<Decision> ask(W worker, String childId, PermissionRequest request) {
    Asked asked;
    lock.lock();
    try {
      if (closed) {
        return CompletableFuture.completedFuture(Decision.deny());
      }
      asked = new Asked(childId, request);
      open.computeIfAbsent(worker, _ -> new HashSet<>()).add(asked);
    } finally {
      lock.unlock();
    }
    return asked.decision.whenComplete((_, _) -> forget(worker, asked));
  }

  /// Takes back what a worker has asked, since it has left or was called off.
  public void withdraw(W worker) {
    Set<Asked> withdrawn;
    lock.lock();
    try {
      withdrawn = Set.copyOf(open.getOrDefault(worker, Set.of()));
    } finally {
      lock.unlock();
    }
    withdrawn.forEach(Asked::withdraw);
  }

  /// Takes back all questions, and denies whatever is asked later.
  @Override
  public void close() {
    Set<W> all;
    lock.lock();
    try {
      closed = true;
      all = Set.copyOf(open.keySet());
    } finally {
      lock.unlock();
    }
    all.forEach(this::withdraw);
    asking.shutdownNow();
  }

  private void decide(
      String childId, PermissionRequest request, CompletableFuture<Decision> decision) {
    try {
      decision.complete(approver.decide(childId, request));
    } catch (InterruptedException _) {
      decision.complete(Decision.deny()); // withdrawn
    } catch (RuntimeException failure) {
      decision.completeExceptionally(failure);
    }
  }

  private void forget(W worker, Asked asked) {
    lock.lock();
    try {
      Set<Asked> left = open.getOrDefault(worker, new HashSet<>());
      left.remove(asked);
      if (left.isEmpty()) {
        open.remove(worker);
      }
    } finally {
      lock.unlock();
    }
  }
}
