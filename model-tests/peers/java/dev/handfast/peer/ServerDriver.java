package dev.handfast.peer;

import dev.handfast.HandfastException;
import dev.handfast.QueueLimit;
import dev.handfast.Receipt;
import dev.handfast.SocketPath;
import dev.handfast.message.Cancel;
import dev.handfast.message.Decision;
import dev.handfast.message.InjectContext;
import dev.handfast.message.Message;
import dev.handfast.message.PermissionResponse;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Verdict;
import dev.handfast.server.Worker;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Drives the library's server.
public final class ServerDriver {
  private static final List<String> FEATURES =
      List.of("verdicts", "replacing", "requests", "counts", "keepalive", "limits");

  private final Console console;
  private Optional<Life> life = Optional.empty();

  /// A server, and its program.
  private record Life(HandfastServer server, Verdicts verdicts, Sessions sessions) {}

  private ServerDriver(Console console) {
    this.console = console;
  }

  /// Serves the suite until it goes.
  public static void main(String[] arguments) {
    serve(System.in, System.out);
    System.exit(0); // whatever the server still does: nobody listens
  }

  /// Serves the suite until the commands end.
  public static void serve(InputStream commands, OutputStream events) {
    var console = new Console(commands, events);
    var driver = new ServerDriver(console);
    console.serve(
        Map.of(
            "hello", _ -> Words.hello(console, "server", FEATURES),
            "listen", driver::listen,
            "verdict", driver::verdict,
            "send", driver::send,
            "broadcast", driver::broadcast,
            "reply", driver::reply,
            "stop", driver::stop,
            "state", _ -> driver.state()));
    driver.life.ifPresent(left -> left.server().stop(Duration.ZERO));
  }

  private void listen(JsonNode command) {
    var verdicts = Verdicts.of(command.required("verdict").asString(), console);
    var sessions = new Sessions(console);
    var told = new CompletableFuture<Boolean>();
    HandfastServer server =
        HandfastServer.builder(SocketPath.of(Path.of(command.required("socket").asString())))
            .handshakeTimeout(Words.millis(command, "handshakeTimeoutMs"))
            .queue(new QueueLimit(command.required("queueMessages").asInt(), 1 << 24))
            .onDuplicate(
                command.required("onDuplicate").asString().equals("replace")
                    ? DuplicatePolicy.REPLACE
                    : DuplicatePolicy.REJECT)
            .pingInterval(Words.millis(command, "pingIntervalMs"))
            .silenceLimit(Words.millis(command, "silenceLimitMs"))
            .earlyFrameLimit(command.required("earlyLineLimit").asInt())
            .frameLimit(command.required("lineLimit").asInt())
            .authorize(
                (handshake, _) -> {
                  told.join(); // nobody joins before it is told that workers can connect
                  return verdicts.on(handshake.childId());
                })
            .onJoined(sessions::joined)
            .onStatus(sessions::received)
            .onLog(sessions::received)
            .onComplete(sessions::received)
            .onError(sessions::received)
            .onPermissionLater(sessions::asked)
            .onAnswer(sessions::answered)
            .onLeft(sessions::left)
            .onEvent(sessions::happened)
            .start();
    life = Optional.of(new Life(server, verdicts, sessions));
    console.tell("listening", _ -> {});
    told.complete(true);
  }

  private Life life() {
    return life.orElseThrow(() -> new IllegalStateException("no server: listen first"));
  }

  private void verdict(JsonNode command) {
    if (!(life().verdicts() instanceof Verdicts.Asked asked)) {
      throw new IllegalStateException("the verdict is fixed: listen with \"verdict\":\"ask\"");
    }
    asked.decide(
        command.required("childId").asString(),
        command.required("accept").asBoolean() ? Verdict.accept() : Verdicts.refusal());
  }

  private void send(JsonNode command) {
    Life now = life();
    String tag = command.required("tag").asString();
    String childId = command.required("childId").asString();
    Message message = Words.message(command.required("message"));
    now.server()
        .worker(childId)
        .ifPresentOrElse(
            worker -> {
              try {
                send(now, tag, worker, message);
              } catch (HandfastException refused) {
                boolean over = worker.closeCause().isPresent();
                now.sessions().outcome(tag, childId, event -> Words.refusal(event, refused, over));
              }
            },
            () -> refused(now, tag, childId, "not registered"));
  }

  private static Receipt send(Life now, String tag, Worker worker, Message message) {
    Receipt receipt =
        switch (message) {
          case Cancel(_, _, Optional<String> reason) -> worker.cancel(reason.orElseThrow());
          case InjectContext(_, _, String context, List<String> files) ->
              worker.injectContext(context, files);
          case Message other ->
              throw new IllegalArgumentException("an orchestrator orders no " + other.type());
        };
    var _ =
        receipt
            .future()
            .thenAccept(
                delivery ->
                    now.sessions()
                        .outcome(tag, worker.childId(), event -> Words.outcome(event, delivery)));
    return receipt;
  }

  private static void refused(Life now, String tag, String childId, String cause) {
    now.sessions()
        .outcome(tag, childId, event -> event.put("outcome", "refused").put("cause", cause));
  }

  private void broadcast(JsonNode command) {
    Life now = life();
    String tag = command.required("tag").asString();
    Message message = Words.message(command.required("message"));
    now.server()
        .broadcast(worker -> send(now, tag, worker, message))
        .refused()
        .forEach(
            (childId, why) ->
                now.sessions().outcome(tag, childId, event -> Words.refusal(event, why, false)));
  }

  private void reply(JsonNode command) {
    Life now = life();
    String tag = command.required("tag").asString();
    String childId = command.required("childId").asString();
    String requestId = command.required("requestId").asString();
    if (!now.sessions().reply(childId, requestId, tag, decision(command.required("result")))) {
      boolean registered = now.server().worker(childId).isPresent();
      refused(now, tag, childId, registered ? "not asked" : "not registered");
    }
  }

  private static Decision decision(JsonNode result) {
    ObjectNode frame = (ObjectNode) Console.json("{\"type\":\"permission_response\"}");
    frame.put("requestId", "any").set("result", result);
    return ((PermissionResponse) Words.message(frame)).result();
  }

  private void stop(JsonNode command) {
    HandfastServer server = life().server();
    Duration deadline = Words.millis(command, "deadlineMs");
    var _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  server.stop(deadline);
                  console.tell("stopped", _ -> {});
                });
    while (!server.workers().isEmpty()) { // what comes next comes after the stop
      Thread.onSpinWait();
    }
  }

  private void state() {
    Life now = life();
    console.tell(
        "state",
        event -> {
          var workers = event.putArray("workers");
          now.server().workers().stream().map(Worker::childId).forEach(workers::add);
          event.put("counted", now.sessions().counted());
        });
  }
}
