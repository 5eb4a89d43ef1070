package dev.handfast.peer;

import dev.handfast.CloseCause;
import dev.handfast.Droppable;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.Receipt;
import dev.handfast.SocketPath;
import dev.handfast.client.ClientPhase;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.PermissionCall;
import dev.handfast.message.Log;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusUpdate;
import dev.handfast.message.TaskComplete;
import dev.handfast.message.TaskError;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Drives the library's client.
public final class ClientDriver {
  private static final List<String> FEATURES =
      List.of("requests", "withdrawal", "threads", "dropping", "counts", "keepalive", "limits");

  /// Whoever is in one of these takes messages.
  static final Set<ClientPhase> OPEN =
      EnumSet.of(
          ClientPhase.IDLE, ClientPhase.CONNECTING, ClientPhase.AWAITING_ACK, ClientPhase.READY);

  private final Console console;
  private Optional<Life> life = Optional.empty();

  /// A client, and what it was told to send.
  ///
  /// @param sending shared by calls that send; whoever has it alone sees none half done
  private record Life(
      HandfastClient client,
      Map<String, String> tags,
      Map<String, PermissionCall> requests,
      ReadWriteLock sending) {
    private Life(HandfastClient client) {
      this(
          client,
          new ConcurrentHashMap<>(),
          new ConcurrentHashMap<>(),
          new ReentrantReadWriteLock());
    }
  }

  private ClientDriver(Console console) {
    this.console = console;
  }

  /// Serves the suite until it goes.
  public static void main(String[] arguments) {
    serve(System.in, System.out);
    System.exit(0); // whatever the client still does: nobody listens
  }

  /// Serves the suite until the commands end.
  public static void serve(InputStream commands, OutputStream events) {
    var console = new Console(commands, events);
    var driver = new ClientDriver(console);
    console.serve(
        Map.of(
            "hello", _ -> Words.hello(console, "client", FEATURES),
            "connect", driver::connect,
            "send", driver::send,
            "burst", driver::burst,
            "request", driver::request,
            "withdraw", driver::withdraw,
            "close", driver::close,
            "state", _ -> driver.state()));
  }

  private void connect(JsonNode command) {
    var started = new CompletableFuture<Life>();
    HandfastClient client =
        HandfastClient.builder(SocketPath.of(Path.of(command.required("socket").asString())))
            .childId(command.required("childId").asString())
            .worktree(command.required("worktree").asString())
            .branch(command.required("branch").asString())
            .task(command.required("task").asString())
            .handshakeTimeout(Words.millis(command, "handshakeTimeoutMs"))
            .queue(new QueueLimit(command.required("queueMessages").asInt(), 1 << 24))
            .whenFull(
                command.required("whenFull").asString().equals("drop logs")
                    ? OverflowPolicy.dropOldest(Droppable.LOG)
                    : OverflowPolicy.fail())
            .pingInterval(Words.millis(command, "pingIntervalMs"))
            .silenceLimit(Words.millis(command, "silenceLimitMs"))
            .earlyFrameLimit(command.required("earlyLineLimit").asInt())
            .frameLimit(command.required("lineLimit").asInt())
            .onReady(_ -> console.tell("ready", _ -> {}))
            .onCancel(this::received)
            .onContext(this::received)
            .onClosed(cause -> closed(cause, started.join()))
            .start();
    var begun = new Life(client);
    life = Optional.of(begun);
    started.complete(begun);
  }

  private Life life() {
    return life.orElseThrow(() -> new IllegalStateException("no client: connect first"));
  }

  private void received(Message message) {
    console.tell("received", event -> event.set("message", Words.frame(message)));
  }

  private void closed(CloseCause cause, Life over) {
    over.sending().writeLock().lock(); // what is being sent has its outcome first
    try {
      console.tell(
          "closed",
          event -> {
            Words.cause(event, "cause", cause);
            var unwritten = event.putArray("unwritten");
            over.client().drain(Duration.ZERO).undelivered().stream()
                .map(left -> over.tags().getOrDefault(left.messageId(), left.messageId()))
                .forEach(unwritten::add);
          });
    } finally {
      over.sending().writeLock().unlock();
    }
  }

  private void send(JsonNode command) {
    Life now = life();
    send(now, command.required("tag").asString(), command.required("message"));
  }

  private void send(Life now, String tag, JsonNode fields) {
    Message message = Words.message(fields);
    attempt(
        now,
        tag,
        () ->
            switch (message) {
              case Log log -> now.client().log(log.level(), log.content());
              case StatusUpdate status -> now.client().status(status.report());
              case TaskComplete complete -> now.client().complete(complete.result());
              case TaskError error -> now.client().fail(error.error());
              case Message other ->
                  throw new IllegalArgumentException("a worker sends no " + other.type());
            });
  }

  private void attempt(Life now, String tag, Supplier<Receipt> call) {
    now.sending().readLock().lock();
    try {
      Receipt receipt = call.get();
      now.tags().put(receipt.messageId(), tag);
      var _ =
          receipt
              .future()
              .thenAccept(
                  delivery ->
                      console.tell(
                          "outcome", event -> Words.outcome(event.put("tag", tag), delivery)));
    } catch (HandfastException refused) {
      boolean over = now.client().phase() == ClientPhase.CLOSED;
      console.tell("outcome", event -> Words.refusal(event.put("tag", tag), refused, over));
    } finally {
      now.sending().readLock().unlock();
    }
  }

  private void burst(JsonNode command) {
    Life now = life();
    String message = command.required("message").toString();
    List<Runnable> work =
        command
            .required("tags")
            .valueStream()
            .<Runnable>map(
                tags ->
                    () ->
                        tags.forEach(
                            tag ->
                                send(
                                    now,
                                    tag.asString(),
                                    Console.json(message.replace("{tag}", tag.asString())))))
            .toList();
    Burst.of(work, Thread.ofPlatform().factory());
  }

  private void request(JsonNode command) {
    Life now = life();
    String tag = command.required("tag").asString();
    ObjectNode frame = (ObjectNode) Console.json("{\"type\":\"permission_request\"}");
    frame.set("confirmation", command.required("confirmation"));
    var request = (PermissionRequest) Words.message(frame);
    attempt(
        now,
        tag,
        () -> {
          PermissionCall call =
              now.client()
                  .askPermission(request.confirmation(), Words.millis(command, "timeoutMs"));
          now.requests().put(tag, call);
          var _ = call.future().thenAccept(reply -> responded(tag, reply));
          return call.receipt();
        });
  }

  private void responded(String tag, PermissionCall.Reply reply) {
    console.tell(
        "response",
        event -> {
          event.put("tag", tag);
          switch (reply) {
            case PermissionCall.Reply.Answered(var decision) ->
                event.set("result", Words.result(decision));
            case PermissionCall.Reply.NotAnswered(var outcome) -> Words.ended(event, outcome);
          }
        });
  }

  private void withdraw(JsonNode command) {
    Optional.ofNullable(life().requests().get(command.required("tag").asString()))
        .ifPresent(PermissionCall::cancel);
  }

  private void close(JsonNode command) {
    HandfastClient client = life().client();
    Duration deadline = Words.millis(command, "deadlineMs");
    var _ = Thread.ofVirtual().start(() -> client.drain(deadline));
    while (OPEN.contains(client.phase())) { // what comes next comes after the close
      Thread.onSpinWait();
    }
  }

  private void state() {
    HandfastClient client = life().client();
    long ignored = client.counts().ignored().values().stream().mapToLong(Long::longValue).sum();
    console.tell(
        "state", event -> event.put("state", Words.state(client.phase())).put("counted", ignored));
  }
}
