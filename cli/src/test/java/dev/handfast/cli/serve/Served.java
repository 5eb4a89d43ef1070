package dev.handfast.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A `handfast serve --json`, as a program drives it.
abstract sealed class Served implements AutoCloseable permits ServedHere, ServedProcess {
  /// 60 s: a wait that long means hung, on any machine.
  static final int HUNG_SECONDS = 60;

  private static final JsonMapper JSON = new JsonMapper();

  final Path socket;
  private final BufferedWriter orders;
  private final BlockingQueue<Optional<JsonNode>> events = new LinkedBlockingQueue<>();
  private final List<JsonNode> passedOver = new ArrayList<>();
  private final List<JsonNode> heard = new ArrayList<>();

  Served(Path socket, OutputStream orders) {
    this.socket = socket;
    this.orders = new BufferedWriter(new OutputStreamWriter(orders, StandardCharsets.UTF_8));
  }

  /// It has printed a line.
  final void printed(String line) {
    events.add(Optional.of(JSON.readTree(line)));
  }

  /// It prints nothing any more.
  final void silent() {
    events.add(Optional.empty());
  }

  /// Gives an order; single quotes stand for double ones.
  final void order(String json) throws IOException {
    orders.write(json.replace('\'', '"'));
    orders.newLine();
    orders.flush();
  }

  /// Ends the orders.
  final void endOrders() throws IOException {
    orders.close();
  }

  /// The first event of this name that nobody has waited for yet: events of two names may come in
  /// any order, as a worker's answer and the result of the order that it answers.
  final JsonNode await(String event) throws InterruptedException {
    for (Iterator<JsonNode> earlier = passedOver.iterator(); earlier.hasNext(); ) {
      JsonNode one = earlier.next();
      if (is(event, one)) {
        earlier.remove();
        return one;
      }
    }
    while (true) {
      Optional<JsonNode> next = events.poll(HUNG_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("an event %s after %s", event, heard).isNotNull().isPresent();
      heard.add(next.get());
      if (is(event, next.get())) {
        return next.get();
      }
      passedOver.add(next.get());
    }
  }

  private static boolean is(String event, JsonNode one) {
    return one.path("event").asString("").equals(event);
  }

  /// Everything that it has printed and somebody has waited for or passed over.
  final List<JsonNode> heard() {
    return heard;
  }

  /// Waits for its end.
  abstract int awaitExit() throws InterruptedException;

  @Override
  public abstract void close();
}
