package dev.handfast.cli.delegate;

import dev.handfast.CloseCause;
import dev.handfast.HandfastException;
import dev.handfast.SocketPath;
import dev.handfast.cli.delegate.plan.Outcome;
import dev.handfast.cli.delegate.plan.TaskEvent;
import dev.handfast.cli.permission.Approver;
import dev.handfast.cli.permission.Questions;
import dev.handfast.cli.process.CannotStart;
import dev.handfast.cli.process.Kin;
import dev.handfast.cli.process.Running;
import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.Log;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskComplete;
import dev.handfast.message.TaskError;
import dev.handfast.message.TaskFailure;
import dev.handfast.message.TaskResult;
import dev.handfast.server.AnswerReport;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Verdict;
import dev.handfast.server.Worker;
import dev.handfast.transport.Link;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Where workers report: the server, and what each message means for a task.
///
/// Only the process that was started for a task, or one that came from it, may join under its id.
final class Desk implements AutoCloseable {
  /// 5 s: the start of a process, which the handshake of a quick one may overtake.
  private static final Duration START = Duration.ofSeconds(5);

  /// 1 s: there is nobody left to write to.
  private static final Duration STOP = Duration.ofSeconds(1);

  /// What `handfast work` calls the errors of a task that somebody has called off: by a cancel, by
  /// a signal to it, or by Ctrl-C, which reaches its command as well.
  private static final Set<String> CALLED_OFF = Set.of("cancelled", "signal_2");

  private final Map<String, Attempt> attempts;
  private final View view;
  private final Inbox inbox;
  private final BiConsumer<String, TaskEvent> events;
  private final Questions<Worker> questions;
  private final Map<Worker, Attempt> sessions = new ConcurrentHashMap<>();
  private final HandfastServer server;

  Desk(
      Path socket,
      Map<String, Attempt> attempts,
      Approver approver,
      View view,
      Inbox inbox,
      BiConsumer<String, TaskEvent> events) {
    this.attempts = attempts;
    this.view = view;
    this.inbox = inbox;
    this.events = events;
    this.questions = new Questions<>(approver);
    this.server =
        HandfastServer.builder(SocketPath.of(socket))
            .transport(Kin::transport)
            .authorize(this::authorize)
            .onJoined(this::joined)
            .onStatus(this::status)
            .onLog(this::log)
            .onComplete(this::complete)
            .onError(this::error)
            .onPermissionLater(this::permission)
            .onAnswer(this::answered)
            .onLeft(this::left)
            .start();
  }

  /// Calls a task's worker off, where it is connected.
  void callOff(String task, String reason) {
    withdraw(task);
    server
        .worker(task)
        .ifPresent(
            worker -> {
              try {
                var _ = worker.cancel(reason);
              } catch (HandfastException _) {
                // it has left, or reads nothing: its process is ended all the same
              }
            });
  }

  /// Takes back what a task's workers have asked: nobody needs an answer any more.
  void withdraw(String task) {
    sessions.keySet().stream()
        .filter(worker -> worker.childId().equals(task))
        .forEach(questions::withdraw);
  }

  @Override
  public void close() {
    questions.close();
    var _ = server.stop(STOP);
  }

  private Verdict authorize(Handshake handshake, Link.Peer peer) {
    Attempt attempt = attempts.get(handshake.childId());
    if (attempt == null) {
      return Verdict.reject("no worker was started as " + handshake.childId());
    }
    Optional<String> objection = objection(attempt, peer);
    if (objection.isPresent()) {
      String note =
          "%s: turned another process away, and told it: %s"
              .formatted(attempt.task().id(), objection.get());
      inbox.tell(() -> view.noted(note));
      return Verdict.reject(objection.get());
    }
    // before the ack is written: so it comes before the exit of a worker that got its ack
    events.accept(attempt.task().id(), new TaskEvent.MayJoin(attempt.number()));
    return Verdict.accept();
  }

  private static Optional<String> objection(Attempt attempt, Link.Peer peer) {
    try {
      Running process = attempt.process().get(START.toMillis(), TimeUnit.MILLISECONDS);
      return new Kin(process.tree()).objection(peer);
    } catch (ExecutionException | TimeoutException _) {
      return Optional.of("no process was started for " + attempt.task().id());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("the orchestrator is stopping");
    }
  }

  private void joined(Worker worker) {
    Optional.ofNullable(attempts.get(worker.childId()))
        .ifPresent(
            attempt -> {
              sessions.put(worker, attempt);
              tell(attempt, new TaskEvent.Joined(attempt.number()));
            });
  }

  private void status(Worker worker, StatusUpdate status) {
    with(worker, attempt -> tell(attempt, new TaskEvent.Reported(attempt.number(), status)));
  }

  private void log(Worker worker, Log log) {
    with(
        worker,
        attempt -> {
          log.content().lines().forEach(attempt.tail()::add);
          inbox.tellWhenThereIsRoom(() -> view.said(worker.childId(), log));
        });
  }

  private void complete(Worker worker, TaskComplete complete) {
    TaskResult result = complete.result();
    Outcome outcome =
        result.success() ? new Outcome.Succeeded(result) : Outcome.failed(result.response());
    with(worker, attempt -> tell(attempt, new TaskEvent.Concluded(attempt.number(), outcome)));
  }

  private void error(Worker worker, TaskError error) {
    with(worker, attempt -> tell(attempt, trouble(attempt.number(), error.error())));
  }

  private static TaskEvent trouble(int attempt, TaskFailure error) {
    if (error.code().filter(CALLED_OFF::contains).isPresent()) {
      return new TaskEvent.Concluded(attempt, new Outcome.Cancelled(error.message()));
    }
    if (error.code().filter(CannotStart.ERROR::equals).isPresent()) {
      return new TaskEvent.Concluded(attempt, Outcome.failedForGood(error.message()));
    }
    Outcome.Failed failure = Outcome.failed(error.message());
    return error.recoverable()
        ? new TaskEvent.Stumbled(attempt, failure)
        : new TaskEvent.Concluded(attempt, failure);
  }

  private CompletionStage<Decision> permission(Worker worker, PermissionRequest request) {
    // until then nobody is asked: the question would stand above what led to it
    inbox.tellAndWait(() -> view.asked(worker.childId(), request));
    return questions
        .ask(worker, worker.childId(), request)
        .exceptionally( // a prompt that fails ends nothing but its question
            failure -> {
              inbox.tell(
                  () -> view.noted("cannot ask about %s: %s".formatted(worker.childId(), failure)));
              return Decision.deny();
            })
        .whenComplete((decision, _) -> decided(worker, request, decision));
  }

  /// To abort is to end the task, not this attempt: it is called off, and nothing is tried again.
  private void decided(Worker worker, PermissionRequest request, Decision decision) {
    if (decision instanceof Decision.Abort) {
      events.accept(
          worker.childId(),
          new TaskEvent.CancelRequested(
              "its request for %s was aborted".formatted(request.confirmation().toolName())));
    }
  }

  /// An answer is shown when it is accepted, and never before (HF-33).
  private void answered(Worker worker, AnswerReport report) {
    switch (report) {
      case AnswerReport.Accepted(var request, Decision decision) ->
          inbox.tell(() -> view.answered(worker.childId(), request, decision));
      // decided, or withdrawn and decided by nobody: it allows nothing, as no answer does
      case AnswerReport.Refused(_, Decision.Deny _, _) -> {}
      case AnswerReport.Refused(var request, _, HandfastException why) ->
          inbox.tell(
              () ->
                  view.noted(
                      "%s does not hear the answer on %s: %s"
                          .formatted(
                              worker.childId(),
                              request.confirmation().toolName(),
                              why.getMessage())));
    }
  }

  private void left(Worker worker, CloseCause cause) {
    with(worker, attempt -> tell(attempt, new TaskEvent.Left(attempt.number(), cause.message())));
    questions.withdraw(worker);
    sessions.remove(worker);
  }

  private void with(Worker worker, Consumer<Attempt> action) {
    Optional.ofNullable(sessions.get(worker)).ifPresent(action);
  }

  private void tell(Attempt attempt, TaskEvent event) {
    events.accept(attempt.task().id(), event);
  }
}
