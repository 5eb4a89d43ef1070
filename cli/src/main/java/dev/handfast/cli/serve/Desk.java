package dev.handfast.cli.serve;

import dev.handfast.cli.permission.Approver;
import dev.handfast.cli.permission.Questions;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.server.Worker;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Where requests wait for a decision.
interface Desk extends AutoCloseable {

  /// Takes a request; *deny* where it is withdrawn.
  CompletableFuture<Decision> ask(Worker worker, PermissionRequest request);

  /// Takes back what a worker has asked.
  void withdraw(Worker worker);

  /// Decides a request by its name.
  ///
  /// @param meant is told which request it is, before it is decided
  /// @return why it could not be decided
  Optional<String> answer(
      Optional<String> childId,
      String requestId,
      Decision decision,
      Consumer<PermissionRequest> meant);

  @Override
  void close();

  /// One where an approver decides.
  static Desk of(Approver approver) {
    var questions = new Questions<Worker>(approver);
    return new Desk() {
      @Override
      public CompletableFuture<Decision> ask(Worker worker, PermissionRequest request) {
        return questions.ask(worker, worker.childId(), request);
      }

      @Override
      public void withdraw(Worker worker) {
        questions.withdraw(worker);
      }

      @Override
      public Optional<String> answer(
          Optional<String> childId,
          String requestId,
          Decision decision,
          Consumer<PermissionRequest> meant) {
        return Optional.of("requests are decided by --auto here; start without it to decide them");
      }

      @Override
      public void close() {
        questions.close();
      }
    };
  }
}
