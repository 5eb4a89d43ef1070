package dev.handfast.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A client as it is written with threads and a blocking socket, not over the library: right, or
/// with one of the faults that only threads have.
final class ThreadedClient {
  private static final JsonMapper MAPPER = new JsonMapper();

  /// 20 ms: whoever waits for somebody else's turn gets it in that time.
  private static final long TURN = 20_000_000;

  private final Fault fault;
  private final Console console;
  private final Path socket;
  private final String childId;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock sending = new ReentrantLock();
  private final CountDownLatch accepted = new CountDownLatch(1);
  private final Queue<Message> queue = new ArrayDeque<>();
  private final AtomicInteger ids = new AtomicInteger();
  private Optional<SocketChannel> channel = Optional.empty();
  private String state = "Connecting";
  private boolean closing;

  /// What it does wrong.
  enum Fault {
    /// Nothing.
    NONE,
    /// Takes connected for accepted.
    READY_TOO_EARLY,
    /// Its own check holds the handshake back.
    GATE_HOLDS_THE_HANDSHAKE,
    /// Looks, and enters the queue later.
    CHECKS_THEN_ENQUEUES,
    /// Two threads write parts of their lines in turns.
    INTERLEAVES,
    /// While one thread sends, another one's message is refused.
    SECOND_SENDER_IS_REFUSED;

    /// As it stands in `faults.yaml`; nothing is no fault.
    static Fault named(String name) {
      return name.isEmpty() ? NONE : valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }
  }

  private record Message(String tag, String line) {}

  ThreadedClient(Fault fault, Console console, JsonNode settings) {
    this.fault = fault;
    this.console = console;
    this.socket = Path.of(settings.required("socket").asString());
    this.childId = settings.required("childId").asString();
    Thread.ofPlatform().daemon().name("reader").start(this::run);
  }

  String state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  // What the program does.

  void send(String tag, JsonNode message) {
    var line = new Message(tag, line((ObjectNode) message.deepCopy()));
    if (fault != Fault.SECOND_SENDER_IS_REFUSED) {
      accept(line);
    } else if (sending.tryLock()) {
      try {
        LockSupport.parkNanos(TURN);
        accept(line);
      } finally {
        sending.unlock();
      }
    } else {
      outcome(line, "refused", "full");
    }
  }

  private void accept(Message message) {
    if (fault == Fault.CHECKS_THEN_ENQUEUES && isWaiting()) {
      Thread.ofPlatform().daemon().start(() -> enqueueLate(message));
      return;
    }
    lock.lock();
    try {
      switch (state) {
        case "Connecting", "AwaitingAck" -> queue.add(message);
        case "Ready" -> write(message);
        default -> outcome(message, "refused", state.equals("Closed") ? "PeerClosed" : "closing");
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isWaiting() {
    return List.of("Connecting", "AwaitingAck").contains(state());
  }

  /// It has looked; and now that the flush is over, it enters the queue.
  private void enqueueLate(Message message) {
    try {
      accepted.await();
    } catch (InterruptedException _) {
      return;
    }
    lock.lock();
    try {
      queue.add(message);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closing = true;
      if (state.equals("Ready")) {
        drain();
      } else if (queue.isEmpty() && channel.isPresent()) {
        channel.get().close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      lock.unlock();
    }
  }

  private void drain() throws IOException {
    state = "HalfClosed";
    channel.orElseThrow().shutdownOutput();
  }

  // What happens on the wire.

  private void run() {
    try {
      SocketChannel connected = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      lock.lock();
      try {
        channel = Optional.of(connected);
        state = "AwaitingAck";
        if (fault != Fault.GATE_HOLDS_THE_HANDSHAKE) {
          put(line(handshake()));
        }
        if (fault == Fault.READY_TOO_EARLY) {
          begin();
        }
      } finally {
        lock.unlock();
      }
      var lines =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(connected), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(MAPPER.readTree(line));
      }
      end(closing ? "ClosedLocally" : "PeerClosed");
    } catch (IOException broken) {
      end(closing ? "ClosedLocally" : "PeerClosed");
    }
  }

  private void take(JsonNode frame) throws IOException {
    lock.lock();
    try {
      switch (frame.path("type").asString("")) {
        case "ping" -> put(line(MAPPER.createObjectNode().put("type", "pong")));
        case "handshake_ack" -> verdict(frame.path("accepted").asBoolean(false));
        default -> {} // a small client is told nothing else
      }
    } finally {
      lock.unlock();
    }
  }

  private void verdict(boolean isAccepted) throws IOException {
    if (isAccepted && state.equals("AwaitingAck")) {
      begin();
    } else if (state.equals("AwaitingAck")) {
      end("Refused");
      channel.orElseThrow().close();
    }
  }

  private void begin() throws IOException {
    state = "Ready";
    console.tell("ready", _ -> {});
    for (Message waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
      write(waiting);
    }
    accepted.countDown();
    if (closing) {
      drain();
    }
  }

  private void end(String cause) {
    lock.lock();
    try {
      if (state.equals("Closed")) {
        return;
      }
      state = "Closed";
      var unwritten = new ArrayList<String>();
      for (Message waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
        unwritten.add(waiting.tag());
        outcome(waiting, "failed", cause);
      }
      console.tell(
          "closed",
          event -> {
            event.put("cause", cause);
            unwritten.forEach(event.putArray("unwritten")::add);
          });
    } finally {
      lock.unlock();
    }
  }

  private void write(Message message) {
    try {
      if (fault == Fault.INTERLEAVES) {
        inTwoParts(message);
      } else {
        put(message.line());
        outcome(message, "written", "");
      }
    } catch (IOException _) {
      outcome(message, "unknown", "PeerClosed");
    }
  }

  /// Lets go of the lock between the halves of a line.
  private void inTwoParts(Message message) throws IOException {
    int half = message.line().length() / 2;
    put(message.line().substring(0, half));
    int held = lock.getHoldCount();
    for (int i = 0; i < held; i++) {
      lock.unlock();
    }
    LockSupport.parkNanos(TURN);
    for (int i = 0; i < held; i++) {
      lock.lock();
    }
    put(message.line().substring(half));
    outcome(message, "written", "");
  }

  private void put(String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      channel.orElseThrow().write(bytes);
    }
  }

  private ObjectNode handshake() {
    return MAPPER
        .createObjectNode()
        .put("type", "handshake")
        .put("worktree", "/tmp")
        .put("branch", "main")
        .put("task", "threads");
  }

  private String line(ObjectNode message) {
    ObjectNode frame = MAPPER.createObjectNode().put("id", "t-" + ids.incrementAndGet());
    frame.put("timestamp", System.currentTimeMillis());
    frame.setAll(message);
    if (!message.path("type").asString("").equals("pong")) {
      frame.put("childId", childId);
    }
    return frame + "\n";
  }

  private void outcome(Message message, String outcome, String cause) {
    console.tell(
        "outcome",
        event -> {
          event.put("tag", message.tag()).put("outcome", outcome);
          if (!cause.isEmpty()) {
            event.put("cause", cause);
          }
        });
  }
}
