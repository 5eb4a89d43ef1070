package dev.handfast.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Main;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A `handfast serve --json` in a process of its own, as a program drives it.
final class Served implements AutoCloseable {
  /// 60 s: a wait that long means hung, on any machine.
  private static final int HUNG_SECONDS = 60;

  private static final JsonMapper JSON = new JsonMapper();

  final Path socket;
  final Process process;
  private final BufferedWriter orders;
  private final BlockingQueue<Optional<JsonNode>> events = new LinkedBlockingQueue<>();
  private final List<JsonNode> heard = new ArrayList<>();

  /// Starts one, and waits until it listens.
  Served(Path directory, String... options) throws Exception {
    this(directory.resolve("serve.sock").toString(), options);
  }

  /// Starts one at an address as it is written on a command line.
  Served(String address, String... options) throws Exception {
    socket = Path.of(address);
    process = new ProcessBuilder(command(socket, "--json", options)).start();
    orders = process.outputWriter();
    Thread.ofVirtual().start(this::hear);
    await("listening");
  }

  /// The command line of a `serve` on this socket.
  static List<String> command(Path socket, String option, String... options) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--socket",
                socket.toString()));
    if (!option.isEmpty()) {
      command.add(option);
    }
    command.addAll(List.of(options));
    return command;
  }

  private void hear() {
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        events.add(Optional.of(JSON.readTree(line)));
      }
    } catch (IOException _) {
      // the same as its end
    }
    events.add(Optional.empty());
  }

  /// Gives an order; single quotes stand for double ones.
  void order(String json) throws IOException {
    orders.write(json.replace('\'', '"'));
    orders.newLine();
    orders.flush();
  }

  /// Ends the orders.
  void endOrders() throws IOException {
    orders.close();
  }

  /// The next event of this name, after the last one that was waited for.
  JsonNode await(String event) throws InterruptedException {
    while (true) {
      Optional<JsonNode> next = events.poll(HUNG_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("an event %s after %s", event, heard).isNotNull().isPresent();
      heard.add(next.get());
      if (next.get().path("event").asString("").equals(event)) {
        return next.get();
      }
    }
  }

  /// Waits for its end.
  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(HUNG_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
    return process.exitValue();
  }

  /// All events that were waited for or passed over.
  List<JsonNode> heard() {
    return heard;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
