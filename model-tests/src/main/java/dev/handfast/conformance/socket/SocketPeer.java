package dev.handfast.conformance.socket;

import dev.handfast.conformance.world.Heard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// A raw orchestrator at a real socket, for one connection; it never blocks but for writing.
public final class SocketPeer implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final Heard heard = new Heard();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final Queue<ByteBuffer> unwritten = new ArrayDeque<>();
  private Optional<ServerSocketChannel> listener = Optional.empty();
  private Optional<SocketChannel> channel = Optional.empty();
  private int most = BUFFER;
  private boolean reads = true;
  private boolean over;
  private boolean ends;
  private boolean leaves;

  /// A peer that does not listen yet.
  ///
  /// @param path where it will
  public SocketPeer(Path path) {
    this.path = path;
  }

  /// What it has heard.
  public Heard heard() {
    return heard;
  }

  /// Listens from now on, unless something stands at the path.
  public void listen() {
    if (listener.isPresent() || Files.exists(path)) {
      return;
    }
    try {
      ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      opened.bind(UnixDomainSocketAddress.of(path));
      opened.configureBlocking(false);
      listener = Optional.of(opened);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Connects to whoever listens at the path, as a worker does.
  public void connect() {
    try {
      SocketChannel opened = SocketChannel.open(UnixDomainSocketAddress.of(path));
      opened.configureBlocking(false);
      channel = Optional.of(opened);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Takes what is there by now: a connection, bytes, the end.
  public void look() {
    try {
      if (channel.isEmpty() && listener.isPresent()) {
        channel = Optional.ofNullable(listener.get().accept());
        if (channel.isPresent()) {
          channel.get().configureBlocking(false);
        }
      }
      if (channel.isPresent()) {
        writeOn(channel.get());
      }
      if (channel.isPresent() && reads && !over) {
        read(channel.get());
      }
    } catch (IOException failure) {
      over = true; // the client dropped what we wrote and it had not read: an end like another
      heard.end();
    }
  }

  private void read(SocketChannel from) throws IOException {
    int count = from.read(buffer.clear().limit(most));
    if (count < 0) {
      over = true;
      heard.end();
    } else {
      heard.take(buffer.flip());
    }
  }

  /// Writes in pieces of at most so many bytes; what the other side has no room for goes with a
  /// later look. Gives up where nobody reads any more.
  public void write(byte[] bytes, int piece) {
    if (channel.isEmpty()) {
      return;
    }
    for (int from = 0; from < bytes.length; from += piece) {
      unwritten.add(ByteBuffer.wrap(bytes, from, Math.min(piece, bytes.length - from)));
      look();
    }
  }

  private void writeOn(SocketChannel to) {
    try {
      while (unwritten.peek() instanceof ByteBuffer next) {
        to.write(next);
        if (next.hasRemaining()) {
          return;
        }
        unwritten.remove();
      }
      if (ends) {
        ends = false;
        to.shutdownOutput();
      }
    } catch (IOException _) {
      unwritten.clear(); // nobody listens any more: what the script says goes nowhere
    }
    if (leaves) {
      shut();
    }
  }

  /// Whether the other side has closed the connection: without reading, only writing tells. What is
  /// written is a blank line, which means nothing.
  public boolean isHungUp() {
    if (channel.isEmpty()) {
      return true;
    }
    try {
      channel.get().write(ByteBuffer.wrap(new byte[] {'\n'}));
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /// Reads no more than a byte each time it looks.
  public void readsOneByteAtATime() {
    most = 1;
  }

  /// Reads nothing, until it reads on.
  public void stopReading() {
    reads = false;
  }

  /// Reads on.
  public void readOn() {
    reads = true;
  }

  /// Ends its direction, once everything is written.
  public void endOutput() {
    if (channel.isPresent()) {
      ends = true;
      writeOn(channel.get());
    }
  }

  /// Closes the connection, once everything is written, and reads no more: the kernel counts a
  /// piece of one byte as several hundred, and has no room for the third line of a worker whose
  /// first nobody has read yet.
  public void leave() {
    if (channel.isPresent()) {
      over = true;
      leaves = true;
      writeOn(channel.get());
    }
  }

  private void shut() {
    try {
      if (channel.isPresent()) {
        channel.get().close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Closes everything at once.
  @Override
  public void close() {
    over = true;
    shut();
    try {
      if (listener.isPresent()) {
        listener.get().close();
        Files.deleteIfExists(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
