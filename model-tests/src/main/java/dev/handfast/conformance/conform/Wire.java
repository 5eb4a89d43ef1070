package dev.handfast.conformance.conform;

import dev.handfast.conformance.suite.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/// The suite's end of one connection. It reads only while something is expected, so that a subject
/// meets a peer that takes its time. For one thread.
final class Wire implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /// 16 MiB: twice the longest line that PROTOCOL.md knows.
  private static final int LONGEST = 1 << 24;

  private final String name;
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Consumer<Chunk> log;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final Queue<ByteBuffer> unwritten = new ArrayDeque<>();
  private final Queue<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean ends;
  private boolean ended;

  /// What stands next on the wire.
  sealed interface Read {}

  /// A line, without its end, each byte as the character of its number.
  record Line(String bytes) implements Read {}

  /// The end of the stream, with what stood behind the last line.
  record End(String rest) implements Read {}

  Wire(String name, SocketChannel channel, Consumer<Chunk> log) throws IOException {
    this.name = name;
    this.channel = channel;
    this.log = log;
    channel.configureBlocking(false);
    selector = Selector.open();
    key = channel.register(selector, SelectionKey.OP_READ);
  }

  /// Writes as much as the socket takes at once; the rest goes while something is read.
  void write(byte[] bytes) {
    unwritten.add(ByteBuffer.wrap(bytes));
    writeOn();
  }

  /// Waits until everything is written, also to a subject that has ended its own direction.
  void flush(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    while (!unwritten.isEmpty() && until - System.nanoTime() > 0) {
      turn(Duration.ofNanos(until - System.nanoTime()));
    }
  }

  /// Ends our direction, once everything is written.
  void halfClose() {
    ends = true;
    writeOn();
  }

  /// What stands next, if it comes in time. After the end comes the end.
  Optional<Read> next(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      String next = lines.poll();
      if (next != null) {
        return Optional.of(new Line(next));
      }
      if (ended) {
        return Optional.of(new End(Text.latin1(line.toByteArray())));
      }
      Duration rest = Duration.ofNanos(until - System.nanoTime());
      if (!turn(rest.isPositive() ? rest : Duration.ZERO) && !rest.isPositive()) {
        return Optional.empty();
      }
    }
  }

  /// Waits until a byte of the next line is there.
  ///
  /// @return whether it came in time
  boolean begins(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    while (lines.isEmpty() && line.size() == 0) {
      Duration rest = Duration.ofNanos(until - System.nanoTime());
      if (ended || !rest.isPositive()) {
        return false;
      }
      turn(rest);
    }
    return true;
  }

  /// Whether the other side has ended by now. Lines before the end can still be read.
  boolean isEnded() {
    turn(Duration.ZERO);
    return ended;
  }

  /// Reads and writes what can be now, or within a time.
  ///
  /// @return whether something was read
  private boolean turn(Duration patience) {
    try {
      if (!channel.isOpen()) {
        ended = true;
        return false;
      }
      key.interestOps(
          (ended ? 0 : SelectionKey.OP_READ)
              | (unwritten.isEmpty() && !ends ? 0 : SelectionKey.OP_WRITE));
      if (patience.toMillis() > 0) {
        selector.select(patience.toMillis());
      } else {
        selector.selectNow();
      }
      selector.selectedKeys().clear();
      writeOn();
      return read();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private boolean read() {
    if (ended) {
      return false;
    }
    int count;
    try {
      count = channel.read(buffer.clear());
    } catch (IOException _) {
      count = -1; // it dropped what we wrote and it had not read: an end like another
    }
    if (count < 0) {
      ended = true;
    } else if (count > 0) {
      byte[] bytes = new byte[count];
      buffer.flip().get(bytes);
      log.accept(Chunk.of(Chunk.SUBJECT, name, bytes));
      take(bytes);
    }
    return count != 0;
  }

  private void take(byte[] bytes) {
    for (byte next : bytes) {
      if (next == '\n') {
        lines.add(Text.latin1(line.toByteArray()));
        line.reset();
      } else {
        line.write(next);
      }
    }
    if (line.size() > LONGEST) {
      throw Bad.failed(
          List.of("HF-22"), "lines", "more than %,d bytes without an end".formatted(LONGEST));
    }
  }

  private void writeOn() {
    try {
      while (unwritten.peek() instanceof ByteBuffer next) {
        int from = next.position();
        channel.write(next);
        if (next.position() > from) {
          byte[] taken = new byte[next.position() - from];
          next.get(from, taken);
          log.accept(Chunk.of(name, Chunk.SUBJECT, taken));
        }
        if (next.hasRemaining()) {
          return;
        }
        unwritten.remove();
      }
      if (ends) {
        ends = false;
        channel.shutdownOutput();
      }
    } catch (IOException _) {
      unwritten.clear(); // nobody reads any more: what the case says goes nowhere
      ends = false;
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
