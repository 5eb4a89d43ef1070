package dev.handfast.races;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One connection of a [PlainOrchestrator]: a thread that reads and one that writes.
final class PlainSession {
  private static final int CHUNK = 1 << 16;
  private static final int EARLY_LIMIT = 262_144;
  private static final String END = "";

  private final PlainOrchestrator house;
  private final SocketChannel channel;
  private final BlockingQueue<String> out;
  private final CountDownLatch written = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile String child = "";
  private volatile boolean open = true;
  private volatile boolean thirdMessage;
  private CompletableFuture<?> deadline;

  PlainSession(PlainOrchestrator house, SocketChannel channel) {
    this.house = house;
    this.channel = channel;
    int room = house.has(Flaw.UNBOUNDED_OUTPUT) ? Integer.MAX_VALUE : house.rig.room();
    this.out = new LinkedBlockingQueue<>(room);
    this.deadline = newDeadline();
    var _ = Thread.ofVirtual().start(this::write);
  }

  private CompletableFuture<?> newDeadline() {
    return house.has(Flaw.NO_DEADLINE)
        ? new CompletableFuture<>()
        : CompletableFuture.runAsync(
            this::tooLate,
            CompletableFuture.delayedExecutor(house.rig.handshakeMillis(), TimeUnit.MILLISECONDS));
  }

  private void tooLate() {
    if (child.isEmpty()) {
      hangUp();
    }
  }

  // Reading.

  void readUntilJoined() {
    while (open && child.isEmpty()) {
      readChunk();
    }
  }

  void readToEnd() {
    while (open) {
      readChunk();
    }
    deadline.cancel(false);
    house.ended(this, child);
    gone.countDown();
  }

  private void readChunk() {
    var bytes = ByteBuffer.allocate(CHUNK);
    try {
      if (channel.read(bytes) < 0) {
        hangUp();
        return;
      }
    } catch (IOException _) {
      hangUp(); // reset, or closed by us
      return;
    }
    if (house.has(Flaw.DEADLINE_PER_READ)) {
      deadline.cancel(false);
      deadline = newDeadline();
    }
    byte[] chunk = new byte[bytes.position()];
    bytes.flip().get(chunk);
    take(
        house.has(Flaw.DECODES_EACH_CHUNK)
            ? new String(chunk, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)
            : chunk);
  }

  private void take(byte[] chunk) {
    for (byte each : chunk) {
      if (!open) {
        return;
      }
      if (each != '\n') {
        line.write(each);
        if (child.isEmpty() && line.size() > EARLY_LIMIT && !house.has(Flaw.NO_LINE_LIMIT)) {
          violation("frame_too_long");
        }
        continue;
      }
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      heard(text);
      if (house.has(Flaw.READS_ONE_LINE_A_CHUNK)) {
        return;
      }
    }
  }

  private void heard(String text) {
    switch (Frames.field(text, "type")) {
      case "ping" -> {
        thirdMessage = true;
        if (!child.isEmpty() || !house.has(Flaw.DEAF_BEFORE_THE_HANDSHAKE)) {
          say(Frames.pong());
        }
      }
      case "handshake" -> {
        if (child.isEmpty() || house.has(Flaw.ACCEPTS_A_SECOND_HANDSHAKE)) {
          join(Frames.raw(text, "childId"));
        } else {
          violation("duplicate_handshake");
        }
      }
      case "log" -> report(text);
      case "permission_request" -> {
        var _ = Thread.ofVirtual().start(() -> decide(Frames.field(text, "id")));
      }
      default -> {} // nothing that a check would say
    }
  }

  private void join(String raw) {
    boolean named = raw.startsWith("\"") && raw.length() > 2 && raw.length() <= 258;
    if (!named && !house.has(Flaw.TAKES_ANY_ID)) {
      violation("invalid_value");
      return;
    }
    String name = raw.replace("\"", "");
    PlainSession other = house.workers.get(name);
    if (other != null && !house.rig.replaces() && !house.has(Flaw.ACCEPTS_DUPLICATES)) {
      say(Frames.refusal("taken"));
      hangUp();
      return;
    }
    if (house.has(Flaw.REGISTERS_BEFORE_THE_ACK)) {
      house.workers.put(name, this);
    }
    house.rig.meanwhile().get().run();
    say(Frames.ack());
    house.workers.put(name, this);
    child = name;
    house.rig.note("joined " + name);
    if (other != null && house.rig.replaces()) {
      other.hangUp();
    }
  }

  private void report(String text) {
    String name = Frames.field(text, "childId");
    if (child.isEmpty() && house.has(Flaw.DELIVERS_BEFORE_THE_HANDSHAKE)) {
      house.rig.note("log  " + Frames.field(text, "content"));
    } else if (child.isEmpty()) {
      violation("handshake_expected");
    } else if (!name.equals(child) && !house.has(Flaw.TAKES_ANY_NAME)) {
      violation("child_id_mismatch");
    } else if (thirdMessage || !house.has(Flaw.WANTS_A_THIRD_MESSAGE)) {
      house.rig.note("log " + name + " " + Frames.field(text, "content"));
    }
  }

  private void decide(String request) {
    house.rig.permits().acquireUninterruptibly();
    PlainSession asker =
        house.has(Flaw.ANSWERS_BY_NAME) ? house.workers.getOrDefault(child, this) : this;
    asker.say(Frames.answer(request));
    house.rig.note("decided " + request);
  }

  private void violation(String code) {
    say(Frames.error(code));
    hangUp();
  }

  // Writing.

  /// Whether it was accepted.
  boolean say(String frame) {
    return open && out.offer(frame);
  }

  private void write() {
    try {
      for (String frame = out.take(); !frame.equals(END); frame = out.take()) {
        var bytes = ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      channel.close();
    } catch (IOException _) {
      open = false; // the peer has gone
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    } finally {
      written.countDown();
    }
  }

  /// Ends it behind what was said.
  private void hangUp() {
    open = false;
    while (!out.offer(END)) {
      out.clear();
    }
  }

  void drop() throws IOException {
    out.clear();
    channel.close();
  }

  void finish() throws IOException {
    try {
      if (child.isEmpty()) {
        if (!house.has(Flaw.STOP_WAITS_FOR_STRANGERS)) {
          hangUp();
        }
        gone.await();
      } else {
        out.put(END);
        if (!written.await(house.rig.stopMillis(), TimeUnit.MILLISECONDS)) {
          channel.close();
        }
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
