package dev.handfast.peer;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Drives a [ThreadedClient].
public final class ThreadedClientDriver {
  private final ThreadedClient.Fault fault;
  private final Console console;
  private final List<ThreadedClient> clients = new ArrayList<>();

  private ThreadedClientDriver(ThreadedClient.Fault fault, Console console) {
    this.fault = fault;
    this.console = console;
  }

  /// Serves the suite until the commands end.
  ///
  /// @param fault as in `faults.yaml`; empty for none
  public static void serve(String fault, InputStream commands, OutputStream events) {
    var console = new Console(commands, events);
    var driver = new ThreadedClientDriver(ThreadedClient.Fault.named(fault), console);
    console.serve(
        Map.of(
            "hello",
            _ -> driver.hello(),
            "connect",
            driver::connect,
            "send",
            driver::send,
            "burst",
            driver::burst,
            "close",
            _ -> driver.client().close(),
            "state",
            _ -> driver.state()));
  }

  private void hello() {
    console.tell(
        "hello",
        event -> {
          event.put("driver", 1).put("role", "client").put("name", "threads").put("version", "1");
          event.putArray("features").add("threads");
        });
  }

  private void connect(JsonNode command) {
    clients.add(new ThreadedClient(fault, console, command));
  }

  private ThreadedClient client() {
    return clients.getLast();
  }

  private void send(JsonNode command) {
    client().send(command.required("tag").asString(), command.required("message"));
  }

  private void burst(JsonNode command) {
    List<Runnable> work =
        command
            .required("tags")
            .valueStream()
            .<Runnable>map(tags -> () -> send(tags, command))
            .toList();
    Burst.of(work, Thread.ofPlatform().daemon().factory());
  }

  private void send(JsonNode tags, JsonNode command) {
    for (JsonNode tag : tags) {
      ObjectNode message = (ObjectNode) command.required("message").deepCopy();
      message.put("content", message.path("content").asString().replace("{tag}", tag.asString()));
      client().send(tag.asString(), message);
    }
  }

  private void state() {
    console.tell("state", event -> event.put("state", client().state()));
  }
}
