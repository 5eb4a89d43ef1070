package dev.handfast.server;

import dev.handfast.CloseCause;
import dev.handfast.driver.Happenings;
import dev.handfast.message.Decision;
import java.util.List;

/// What a server's handlers heard, in one list and in order.
final class House {
  final Happenings<Heard> heard = new Happenings<>();

  /// One call of a handler.
  sealed interface Heard {
    Worker worker();

    record Joined(Worker worker) implements Heard {}

    record Said(Worker worker, String what) implements Heard {}

    record Left(Worker worker, CloseCause cause) implements Heard {}
  }

  /// Sets every handler.
  ServerOptions.Builder listen(ServerOptions.Builder builder) {
    return builder
        .onJoined(worker -> heard.accept(new Heard.Joined(worker)))
        .onLeft((worker, cause) -> heard.accept(new Heard.Left(worker, cause)))
        .onStatus((worker, status) -> said(worker, status.report().status().wire()))
        .onLog((worker, log) -> said(worker, log.content()))
        .onComplete((worker, complete) -> said(worker, complete.result().response()))
        .onError((worker, error) -> said(worker, error.error().message()))
        .onPermission(
            (worker, request) -> {
              said(worker, request.confirmation().toolName());
              return Decision.approve();
            });
  }

  private void said(Worker worker, String what) {
    heard.accept(new Heard.Said(worker, what));
  }

  /// The worker that joined under this identity, once it has.
  Worker joined(String childId) {
    return heard
        .await(Heard.Joined.class, joined -> joined.worker().childId().equals(childId))
        .worker();
  }

  /// Why the worker of this identity left, once it has.
  CloseCause left(String childId) {
    return heard.await(Heard.Left.class, left -> left.worker().childId().equals(childId)).cause();
  }

  /// What was said so far.
  List<String> words() {
    return heard.all().stream()
        .filter(Heard.Said.class::isInstance)
        .map(said -> ((Heard.Said) said).what())
        .toList();
  }

  /// What was said, once so much was said.
  List<String> words(int count) {
    heard.await(all -> words().size() >= count, count + " messages");
    return words();
  }
}
