package dev.handfast.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.SocketPath;
import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskComplete;
import dev.handfast.message.TaskError;
import dev.handfast.message.TaskFailure;
import dev.handfast.message.TaskResult;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.ServerOptions;
import dev.handfast.server.Verdict;
import dev.handfast.server.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The orchestrator that the tests' workers report to; it remembers everything.
final class Orchestrator implements AutoCloseable {
  /// 60 s: whatever takes longer hangs.
  static final long HUNG_SECONDS = 60;

  private final HandfastServer server;
  private final ConcurrentLinkedQueue<Message> messages = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Log> logs = new LinkedBlockingQueue<>();
  private final CompletableFuture<Handshake> handshake = new CompletableFuture<>();
  private final CompletableFuture<Worker> worker = new CompletableFuture<>();
  private final CompletableFuture<Boolean> left = new CompletableFuture<>();

  private Orchestrator(
      ServerOptions.Builder options, Function<PermissionRequest, Decision> answer) {
    this.server =
        options
            .onJoined(worker::complete)
            .onLeft((_, _) -> left.complete(true))
            .onStatus((_, message) -> messages.add(message))
            .onLog(
                (_, message) -> {
                  messages.add(message);
                  logs.add(message);
                })
            .onComplete((_, message) -> messages.add(message))
            .onError((_, message) -> messages.add(message))
            .onPermission(
                (_, request) -> {
                  messages.add(request);
                  return answer.apply(request);
                })
            .start();
  }

  static Orchestrator at(Path socket) {
    return at(socket, _ -> Decision.approve());
  }

  static Orchestrator at(Path socket, Function<PermissionRequest, Decision> answer) {
    return at(socket, Verdict.accept(), answer, options -> options);
  }

  static Orchestrator at(
      Path socket,
      Verdict verdict,
      Function<PermissionRequest, Decision> answer,
      UnaryOperator<ServerOptions.Builder> more) {
    var shaken = new CompletableFuture<Handshake>();
    var options =
        HandfastServer.builder(SocketPath.of(socket))
            .authorize(
                (handshake, _) -> {
                  shaken.complete(handshake);
                  return verdict;
                });
    var orchestrator = new Orchestrator(more.apply(options), answer);
    var _ = shaken.thenAccept(orchestrator.handshake::complete);
    return orchestrator;
  }

  Handshake handshake() {
    return within(handshake);
  }

  Worker worker() {
    return within(worker);
  }

  /// Waits for a line of a log, past those before it.
  Log awaitLog(String content) throws InterruptedException {
    for (Log log; (log = logs.poll(HUNG_SECONDS, TimeUnit.SECONDS)) != null; ) {
      if (log.content().equals(content)) {
        return log;
      }
    }
    throw new AssertionError("no log \"" + content + "\"; messages: " + messages);
  }

  /// Waits until the worker has left: no more messages come.
  List<Message> all() {
    assertThat(within(left)).isTrue();
    return List.copyOf(messages);
  }

  /// Everything so far.
  List<Message> soFar() {
    return List.copyOf(messages);
  }

  List<String> lines(LogLevel level) {
    return all().stream()
        .filter(Log.class::isInstance)
        .map(Log.class::cast)
        .filter(log -> log.level() == level)
        .map(Log::content)
        .toList();
  }

  List<String> statuses() {
    return all().stream()
        .filter(StatusUpdate.class::isInstance)
        .map(message -> ((StatusUpdate) message).report())
        .map(report -> report.status().wire() + report.currentTool().map(t -> " " + t).orElse(""))
        .toList();
  }

  TaskResult result() {
    return ((TaskComplete) only(TaskComplete.class)).result();
  }

  TaskFailure failure() {
    return ((TaskError) only(TaskError.class)).error();
  }

  private Message only(Class<? extends Message> type) {
    List<Message> found = all().stream().filter(type::isInstance).toList();
    assertThat(found).as("among %s", messages).hasSize(1);
    return found.getFirst();
  }

  @Override
  public void close() {
    var _ = server.stop(Duration.ofSeconds(5));
  }

  /// Ends at once, whatever is on its way.
  void vanish() {
    var _ = server.stop(Duration.ofMillis(1));
  }

  static <T> T within(CompletableFuture<T> future) {
    try {
      return future.get(HUNG_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException hung) {
      throw new AssertionError("hung", hung);
    } catch (InterruptedException | java.util.concurrent.ExecutionException failure) {
      throw new AssertionError(failure);
    }
  }
}
