package dev.handfast.cli.serve;

import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.server.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Requests that another program decides, by their names and in any order.
final class OpenRequests implements Desk {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Open> open = new ArrayList<>();
  private boolean closed;

  private record Open(
      Worker worker, PermissionRequest request, CompletableFuture<Decision> decision) {
    boolean is(Optional<String> childId, String id) {
      return request.id().equals(id)
          && childId.filter(one -> !one.equals(worker.childId())).isEmpty();
    }
  }

  @Override
  public CompletableFuture<Decision> ask(Worker worker, PermissionRequest request) {
    var decision = new CompletableFuture<Decision>();
    lock.lock();
    try {
      if (closed) {
        decision.complete(Decision.deny());
      } else {
        open.add(new Open(worker, request, decision));
      }
    } finally {
      lock.unlock();
    }
    return decision;
  }

  @Override
  public Optional<String> answer(
      Optional<String> childId,
      String requestId,
      Decision decision,
      Consumer<PermissionRequest> meant) {
    List<Open> fitting;
    lock.lock();
    try {
      fitting = open.stream().filter(one -> one.is(childId, requestId)).toList();
      if (fitting.size() == 1) {
        open.removeAll(fitting);
      }
    } finally {
      lock.unlock();
    }
    return switch (fitting.size()) {
      case 0 -> Optional.of("no request %s is open%s".formatted(requestId, of(childId)));
      case 1 -> {
        Open one = fitting.getFirst();
        meant.accept(one.request());
        one.decision().complete(decision);
        yield Optional.empty();
      }
      default ->
          Optional.of(
              "request %s is open for %s; say which, as childId"
                  .formatted(
                      requestId,
                      String.join(
                          " and ", fitting.stream().map(one -> one.worker().childId()).toList())));
    };
  }

  @Override
  public void withdraw(Worker worker) {
    withdraw(take(worker));
  }

  @Override
  public void close() {
    List<Open> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(open);
      open.clear();
    } finally {
      lock.unlock();
    }
    withdraw(all);
  }

  private List<Open> take(Worker worker) {
    lock.lock();
    try {
      List<Open> gone = open.stream().filter(one -> one.worker() == worker).toList();
      open.removeAll(gone);
      return gone;
    } finally {
      lock.unlock();
    }
  }

  private static void withdraw(List<Open> gone) {
    gone.forEach(one -> one.decision().complete(Decision.deny()));
  }

  private static String of(Optional<String> childId) {
    return childId.map(id -> " for " + id).orElse("");
  }
}
