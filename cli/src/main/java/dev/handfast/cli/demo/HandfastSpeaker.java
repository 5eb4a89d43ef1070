package dev.handfast.cli.demo;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.SocketPath;
import dev.handfast.cli.demo.Note.Ending;
import dev.handfast.cli.demo.Note.Outcome;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.PermissionCall;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import dev.handfast.message.StatusReport;
import dev.handfast.message.TaskResult;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import dev.handfast.trace.WireTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The script's messages through the library, as an application would use it.
final class HandfastSpeaker implements Speaker {
  /// 10 s: so many times what is needed that only a fault can pass it.
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Consumer<Note> notes;
  private final CompletableFuture<Boolean> handshaking = new CompletableFuture<>();
  private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
  private final CompletableFuture<CloseCause> closed = new CompletableFuture<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private final List<PermissionCall> asked = new ArrayList<>();
  private final HandfastClient client;

  HandfastSpeaker(SocketPath socket, String name, Optional<WireTrace> trace, Consumer<Note> notes) {
    this.notes = notes;
    this.client =
        HandfastClient.builder(socket)
            .childId(name)
            .task("show what becomes of early messages")
            .handshakeTimeout(Demo.PATIENCE)
            .onEvent(this::saw)
            .onCancel(_ -> cancelled.complete(true))
            .onClosed(closed::complete)
            .trace(trace)
            .start();
  }

  private void saw(HandfastEvent event) {
    if (event instanceof HandfastEvent.StateChanged(var at, _)) {
      notes.accept(new Note.Moved(at.state()));
      if (at.state().equals("AwaitingAck")) {
        handshaking.complete(true);
      }
    }
  }

  @Override
  public String phase() {
    return switch (client.phase()) {
      case IDLE -> "Idle";
      case CONNECTING -> "Connecting";
      case AWAITING_ACK -> "AwaitingAck";
      case FINISHING -> "Finishing";
      case READY -> "Ready";
      case DRAINING -> "Draining";
      case HALF_CLOSED -> "HalfClosed";
      case CLOSED -> "Closed";
    };
  }

  @Override
  public String status(WorkerStatus status, String text) {
    return keep(client.status(StatusReport.builder().status(status).message(text).build()));
  }

  @Override
  public String log(String text) {
    return keep(client.log(LogLevel.TEXT, text));
  }

  @Override
  public String ask(String tool) {
    PermissionCall call =
        client.askPermission(
            Confirmation.builder()
                .toolName(tool)
                .input(Json.parse("{\"path\":\"notes.txt\"}"))
                .isDangerous(false)
                .build());
    asked.add(call);
    return keep(call.receipt());
  }

  @Override
  public Decision answer() {
    return asked.getLast().await();
  }

  @Override
  public String complete(String text) {
    return keep(
        client.complete(
            TaskResult.builder()
                .success(true)
                .response(text)
                .toolCallCount(asked.size())
                .tokensUsed(new Tokens(0, 0))
                .duration(Duration.ZERO)
                .branch("demo")
                .commits(0)
                .build()));
  }

  private String keep(Receipt receipt) {
    receipts.add(receipt);
    return receipt.messageId();
  }

  /// Nothing to do: the client has been trying since its start.
  @Override
  public void orchestratorListens() {}

  @Override
  public void awaitHandshaking() {
    handshaking.join();
  }

  @Override
  public Verdict awaitVerdict() {
    try {
      client.awaitReady(Demo.PATIENCE);
      return Verdict.ACCEPTED;
    } catch (HandfastException.Closed ended) {
      return ended.reason() instanceof CloseCause.Refused ? Verdict.REFUSED : Verdict.NONE;
    }
  }

  @Override
  public void awaitCancel() {
    cancelled.join();
  }

  @Override
  public void end() {
    CloseCause cause = client.drain(DRAIN).cause();
    for (Receipt receipt : receipts) {
      notes.accept(settled(receipt.messageId(), receipt.await()));
    }
    closed.join(); // the last callback: no state is noted after the end
    notes.accept(new Note.Ended(ending(cause), cause.message()));
  }

  private static Note settled(String id, Delivery delivery) {
    return switch (delivery) {
      case Delivery.Written _ -> new Note.Settled(id, Outcome.WRITTEN, "");
      case Delivery.Failed(var cause) -> new Note.Settled(id, Outcome.FAILED, cause.message());
      case Delivery.Unknown(var cause) -> new Note.Settled(id, Outcome.UNKNOWN, cause.message());
    };
  }

  private static Ending ending(CloseCause cause) {
    return switch (cause) {
      case CloseCause.PeerClosed _, CloseCause.PeerSilent _ -> Ending.LOST;
      case CloseCause.ClosedLocally _,
          CloseCause.DrainTimedOut _,
          CloseCause.ConnectFailed _,
          CloseCause.HandshakeTimedOut _,
          CloseCause.Refused _,
          CloseCause.PeerMisbehaved _,
          CloseCause.PeerReported _,
          CloseCause.Superseded _ ->
          Ending.CLOSED;
    };
  }
}
