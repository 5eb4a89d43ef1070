package dev.handfast.cli.work;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.handfast.Delivery;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.Receipt;
import dev.handfast.SocketPath;
import dev.handfast.cli.git.Since;
import dev.handfast.cli.git.WorkTree;
import dev.handfast.cli.process.CannotStart;
import dev.handfast.cli.process.ProcessTree;
import dev.handfast.cli.process.Program;
import dev.handfast.client.DrainReport;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.AckConfig;
import dev.handfast.message.Answer;
import dev.handfast.message.Cancel;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.InjectContext;
import dev.handfast.message.LogLevel;
import dev.handfast.message.WorkerIdentity;
import dev.handfast.message.WorkerStatus;
import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.JunixTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One worker: connects, runs its command, tells the result, and leaves nothing behind.
final class Work {
  /// 1 day: a command that is faster than its orchestrator waits; a dead one is noticed sooner.
  private static final Duration BACK_PRESSURE = Duration.ofDays(1);

  /// 30 s: what a slow orchestrator may take for the last messages.
  private static final Duration DRAIN = Duration.ofSeconds(30);

  /// 2 s: what may still leave when this process was told to end.
  private static final Duration HURRIED_DRAIN = Duration.ofSeconds(2);

  /// 5 s: a work tree so large that git is busy for longer is not waited for.
  private static final int GIT_SECONDS = 5;

  private final Assignment assignment;
  private final Voice voice;
  private final Standing standing;
  private final HandfastClient client;
  private final CompletableFuture<Stop> stop = new CompletableFuture<>();
  private final CompletableFuture<Room> room = new CompletableFuture<>();
  private final CompletableFuture<Channel> channel = new CompletableFuture<>();
  private final CompletableFuture<ProcessTree> command = new CompletableFuture<>();
  private final CompletableFuture<Optional<Since>> since = new CompletableFuture<>();

  /// Starts to connect at once, and to ask git beside it.
  private Work(Assignment assignment, Events events) {
    this.assignment = assignment;
    WorkerIdentity worker = assignment.worker();
    this.client =
        HandfastClient.builder(assignment.socket())
            .transport(
                assignment.socket() instanceof SocketPath.Abstract
                    ? JunixTransport::new
                    : JdkTransport::new)
            .childId(worker.childId())
            .worktree(worker.worktree())
            .branch(worker.branch())
            .task(worker.task())
            .model(worker.model())
            .provider(worker.provider())
            .whenFull(OverflowPolicy.waitUpTo(BACK_PRESSURE))
            .onReady(this::accepted)
            .onCancel(this::cancelled)
            .onContext(this::injected)
            .onClosed(cause -> stop.complete(new Stop.Lost(cause)))
            .start();
    this.voice = new Voice(client, events);
    this.standing = new Standing(voice::status);
    standing.turn(WorkerStatus.STARTING);
    Thread.ofVirtual().name("ask-git").start(() -> since.complete(before()));
  }

  /// What came of it all.
  ///
  /// @param exitCode the process's own
  /// @param complaints what is to be said on standard error
  record Report(int exitCode, List<String> complaints) {}

  /// Does the work.
  ///
  /// @param told kept where this process is told to end; it has little time then
  static Report run(Assignment assignment, Events events, CompletableFuture<Stop.Told> told) {
    var work = new Work(assignment, events);
    var _ = told.thenAccept(work.stop::complete);
    try (Room own = Room.open(assignment.rooms());
        var line =
            new Channel(own.socket(), work.client, work.voice, work.standing, work.command)) {
      work.room.complete(own);
      work.channel.complete(line);
      return work.runCommand(own);
    } catch (IOException | IllegalArgumentException | HandfastException.CannotListen failure) {
      return work.notStarted(1, "no private directory for the command: " + failure.getMessage());
    }
  }

  private Report runCommand(Room own) {
    Optional<Since> before = since.completeOnTimeout(Optional.empty(), GIT_SECONDS, SECONDS).join();
    if (stop.isDone()) {
      return end(new Outcome.Stopped(stop.join(), Duration.ZERO), Output.Words.NONE, before);
    }
    try {
      Shift shift =
          Shift.start(
              Environment.program(assignment, own), voice, standing, assignment.grace(), stop);
      command.complete(shift.tree());
      Outcome outcome = shift.await();
      return end(outcome, shift.words(), before);
    } catch (CannotStart complaint) {
      return notStarted(complaint.exitCode(), String.valueOf(complaint.getMessage()));
    }
  }

  private Report notStarted(int exitCode, String complaint) {
    return end(new Outcome.NotStarted(exitCode, complaint), Output.Words.NONE, Optional.empty());
  }

  private Report end(Outcome outcome, Output.Words words, Optional<Since> before) {
    Result result = Result.of(before, assignment.worker().branch());
    if (result.told() < result.files().size()) {
      voice.log(
          LogLevel.WARN,
          "%d files changed; the result names the first %d"
              .formatted(result.files().size(), result.told()));
    }
    String title = Program.of(assignment.command()).title();
    Optional<Receipt> receipt =
        result
            .success(outcome, words.answer(), standing)
            .map(voice::complete)
            .orElseGet(() -> voice.fail(result.failure(title, outcome, words.last())));
    standing.end(Result.status(outcome), result.headline(title, outcome));
    return leave(outcome, receipt);
  }

  /// Waits until the result has left, and the connection has ended.
  private Report leave(Outcome outcome, Optional<Receipt> receipt) {
    Duration patience = stop.isDone() ? HURRIED_DRAIN : DRAIN;
    var _ = receipt.flatMap(last -> last.await(patience));
    DrainReport left = client.drain(patience);
    boolean delivered =
        receipt.flatMap(Receipt::delivery).filter(Delivery.Written.class::isInstance).isPresent();
    Report report = new Verdict(assignment, outcome, left, delivered, voice.unsaid()).report();
    voice.event(
        "ended",
        Map.of(
            "exitCode",
            report.exitCode(),
            "cause",
            left.cause().message(),
            "undelivered",
            left.undelivered().size()));
    return report;
  }

  private Optional<Since> before() {
    return switch (assignment.access()) {
      case WRITE -> WorkTree.at(assignment.directory()).map(Since::now);
      case READ -> Optional.empty(); // what changes there is somebody else's
    };
  }

  // What the orchestrator says; handlers may wait for the room and the channel.

  private void accepted(HandshakeAck ack) {
    switch (ack.answer()) {
      case Answer.Accepted(var config, var context, _, _) -> {
        voice.event("ready", config.map(Work::told).orElse(Map.of()));
        config.map(AckConfig::autoApprove).ifPresent(tools -> channel.join().preapprove(tools));
        context.ifPresent(text -> addContext(text, List.of()));
      }
      case Answer.Refused _ -> {} // told as the cause of the end
    }
  }

  /// A time limit is told and not kept: the orchestrator ends a task by a cancel.
  private static Map<String, ?> told(AckConfig config) {
    return config.timeout().isPresent()
        ? Map.of("timeout", config.timeout().getAsLong())
        : Map.of();
  }

  private void cancelled(Cancel cancel) {
    String reason = cancel.reason().orElse("no reason given");
    voice.event("cancel", Map.of("reason", reason));
    stop.complete(new Stop.Cancelled(reason));
  }

  private void injected(InjectContext context) {
    voice.event(
        "inject_context",
        Map.of("context", context.context(), "relevantFiles", context.relevantFiles()));
    addContext(context.context(), context.relevantFiles());
  }

  private void addContext(String text, List<String> files) {
    try {
      room.join().add(text, files);
    } catch (IOException failure) {
      voice.log(LogLevel.WARN, "a context could not be given to the command: " + failure);
    }
  }
}
