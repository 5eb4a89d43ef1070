package dev.handfast.peer;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.Droppable;
import dev.handfast.FailureCause;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.Receipt;
import dev.handfast.RequestOutcome;
import dev.handfast.SocketPath;
import dev.handfast.client.ClientOptions;
import dev.handfast.client.ClientPhase;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.PermissionCall;
import dev.handfast.conformance.subject.Cause;
import dev.handfast.conformance.subject.Life;
import dev.handfast.conformance.subject.Listener;
import dev.handfast.conformance.subject.Settings;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import dev.handfast.seam.Seams;
import dev.handfast.seam.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// A life of the library's client.
final class HandfastLife implements Life {
  private final Listener listener;
  private final Optional<Seams> seams;
  private final CompletableFuture<HandfastClient> client = new CompletableFuture<>();
  private final Map<String, CompletableFuture<String>> tags = new ConcurrentHashMap<>();
  private final Map<String, PermissionCall> requests = new ConcurrentHashMap<>();

  HandfastLife(Settings settings, Listener listener, Optional<Seams> seams) {
    this.listener = listener;
    this.seams = seams;
    ClientOptions.Builder options =
        HandfastClient.builder(SocketPath.of(settings.socket()))
            .childId(settings.childId())
            .worktree(settings.worktree())
            .branch(settings.branch())
            .task(settings.task())
            .handshakeTimeout(settings.handshakeTimeout())
            .queue(new QueueLimit(settings.queueMessages(), 1 << 24))
            .whenFull(
                settings.dropsLogs()
                    ? OverflowPolicy.dropOldest(Droppable.LOG)
                    : OverflowPolicy.fail())
            .pingInterval(settings.pingInterval())
            .silenceLimit(settings.silenceLimit())
            .earlyFrameLimit(settings.earlyLineLimit())
            .frameLimit(settings.lineLimit())
            .onReady(_ -> listener.ready())
            .onCancel(_ -> listener.received(Map.of("type", "cancel")))
            .onContext(
                order ->
                    listener.received(Map.of("type", "inject_context", "context", order.context())))
            .onClosed(this::closed);
    seams.ifPresent(options::seams);
    client.complete(options.start());
  }

  private void closed(CloseCause cause) {
    List<String> unwritten =
        client.join().drain(Duration.ZERO).undelivered().stream()
            .map(left -> tag(left.messageId()).join()) // its call may not have returned yet
            .toList();
    listener.closed(cause(cause), unwritten);
  }

  private CompletableFuture<String> tag(String messageId) {
    return tags.computeIfAbsent(messageId, _ -> new CompletableFuture<>());
  }

  @Override
  public void send(String tag, Map<String, Object> message) {
    String content = String.valueOf(message.get("content"));
    attempt(tag, () -> client.join().log(LogLevel.TEXT, content));
  }

  @Override
  public void request(String tag, Map<String, Object> confirmation, Duration timeout) {
    var asked =
        Confirmation.builder()
            .toolName(String.valueOf(confirmation.get("toolName")))
            .input(Json.of(confirmation.getOrDefault("input", Map.of())))
            .isDangerous(Boolean.TRUE.equals(confirmation.get("isDangerous")))
            .build();
    attempt(
        tag,
        () -> {
          PermissionCall call = client.join().askPermission(asked, timeout);
          requests.put(tag, call);
          var _ = call.future().thenAccept(reply -> responded(tag, reply));
          return call.receipt();
        });
  }

  private void attempt(String tag, Supplier<Receipt> call) {
    try {
      Receipt receipt = call.get();
      tag(receipt.messageId()).complete(tag);
      var _ = receipt.future().thenAccept(delivery -> delivered(tag, delivery));
    } catch (HandfastException.QueueFull _) {
      listener.refused(tag, Cause.of("full"));
    } catch (HandfastException.Closed gone) {
      boolean over = state() == ClientPhase.CLOSED;
      listener.refused(tag, over ? cause(gone.reason()) : Cause.of("closing"));
    }
  }

  private void delivered(String tag, Delivery delivery) {
    switch (delivery) {
      case Delivery.Written _ -> listener.written(tag);
      case Delivery.Unknown(CloseCause cause) -> listener.unknown(tag, cause(cause));
      case Delivery.Failed(FailureCause.ConnectionEnded(CloseCause cause)) ->
          listener.failed(tag, cause(cause));
      case Delivery.Failed(FailureCause.WithdrawnOnTimeout _) ->
          listener.failed(tag, Cause.of("timed out"));
      case Delivery.Failed(FailureCause.WithdrawnOnCancel _) ->
          listener.failed(tag, Cause.of("cancelled"));
      case Delivery.Failed(FailureCause.Dropped _) -> listener.failed(tag, Cause.of("dropped"));
    }
  }

  private void responded(String tag, PermissionCall.Reply reply) {
    switch (reply) {
      case PermissionCall.Reply.Answered(var decision) -> listener.answered(tag, decision);
      case PermissionCall.Reply.NotAnswered(RequestOutcome.TimedOut _) ->
          listener.ended(tag, Cause.of("timed out"));
      case PermissionCall.Reply.NotAnswered(RequestOutcome.Cancelled _) ->
          listener.ended(tag, Cause.of("cancelled"));
      case PermissionCall.Reply.NotAnswered(RequestOutcome.CalledOff _) ->
          listener.ended(tag, Cause.of("called off"));
      case PermissionCall.Reply.NotAnswered(RequestOutcome.Lost(CloseCause cause)) ->
          listener.ended(tag, cause(cause));
    }
  }

  private static Cause cause(CloseCause cause) {
    return cause instanceof CloseCause.PeerMisbehaved(var violation)
        ? Cause.misbehaved(violation.code().wire())
        : Cause.of(cause.getClass().getSimpleName());
  }

  @Override
  public void withdraw(String tag) {
    Optional.ofNullable(requests.get(tag)).ifPresent(PermissionCall::cancel);
  }

  @Override
  public void close(Duration deadline) {
    Threads threads = seams.map(Seams::threads).orElseGet(Threads::system);
    threads.start("closing", () -> client.join().drain(deadline));
    while (seams.isEmpty() && ClientDriver.OPEN.contains(state())) { // what comes next comes after
      Thread.onSpinWait();
    }
  }

  @Override
  public ClientPhase state() {
    return client.join().phase();
  }

  @Override
  public long counted() {
    return client.join().counts().ignored().values().stream().mapToLong(Long::longValue).sum();
  }
}
