package dev.handfast.cli.demo.naive;

import dev.handfast.cli.demo.Speaker;
import dev.handfast.message.Answer;
import dev.handfast.message.Cancel;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.Json;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.PermissionResponse;
import dev.handfast.message.StatusReport;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskComplete;
import dev.handfast.message.TaskResult;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerIdentity;
import dev.handfast.message.WorkerStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The script's messages through the exhibit.
public final class NaiveSpeaker implements Speaker {
  private final NaiveClient client = new NaiveClient();
  private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
  private final CompletableFuture<Decision> decision = new CompletableFuture<>();
  private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
  private final Path socket;
  private final String name;
  private final Consumer<String> states;
  private int ids;

  /// @param states told what the client believes to be
  public NaiveSpeaker(Path socket, String name, Consumer<String> states) {
    this.socket = socket;
    this.name = name;
    this.states = states;
    states.accept(phase());
  }

  @Override
  public String phase() {
    return client.connected() ? "connected" : "not connected";
  }

  @Override
  public String status(WorkerStatus status, String text) {
    StatusReport report = StatusReport.builder().status(status).message(text).build();
    return send(new StatusUpdate(nextId(), now(), name, report));
  }

  @Override
  public String log(String text) {
    return send(new Log(nextId(), now(), name, LogLevel.TEXT, text));
  }

  @Override
  public String ask(String tool) {
    Confirmation confirmation =
        Confirmation.builder()
            .toolName(tool)
            .input(Json.parse("{\"path\":\"notes.txt\"}"))
            .isDangerous(false)
            .build();
    return send(new PermissionRequest(nextId(), now(), name, confirmation));
  }

  @Override
  public Decision answer() {
    return decision.join();
  }

  @Override
  public String complete(String text) {
    TaskResult result =
        TaskResult.builder()
            .success(true)
            .response(text)
            .toolCallCount(0)
            .tokensUsed(new Tokens(0, 0))
            .duration(Duration.ZERO)
            .branch("demo")
            .commits(0)
            .build();
    return send(new TaskComplete(nextId(), now(), name, result));
  }

  private String send(Message message) {
    client.send(message);
    return message.id();
  }

  @Override
  public void orchestratorListens() {
    WorkerIdentity identity =
        WorkerIdentity.builder()
            .childId(name)
            .worktree("")
            .branch("demo")
            .task("show what becomes of early messages")
            .build();
    client.connect(
        socket,
        new Handshake(nextId(), now(), identity, Optional.empty()),
        this::took,
        this::ended);
    states.accept("connected");
  }

  /// Nothing to wait for: to this client, connected is all there is.
  @Override
  public void awaitHandshaking() {}

  @Override
  public Verdict awaitVerdict() {
    return verdict.join();
  }

  @Override
  public void awaitCancel() {
    cancelled.join();
  }

  @Override
  public void end() {
    client.close();
    states.accept("not connected");
  }

  private void took(Message frame) {
    if (frame instanceof HandshakeAck ack) {
      verdict.complete(
          switch (ack.answer()) {
            case Answer.Accepted _ -> Verdict.ACCEPTED;
            case Answer.Refused _ -> Verdict.REFUSED;
          });
    } else if (frame instanceof PermissionResponse response) {
      decision.complete(response.result());
    } else if (frame instanceof Cancel) {
      cancelled.complete(true);
    }
  }

  private void ended() {
    verdict.complete(Verdict.NONE);
    decision.complete(Decision.deny());
  }

  private String nextId() {
    return name + "-naive-" + ++ids;
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
