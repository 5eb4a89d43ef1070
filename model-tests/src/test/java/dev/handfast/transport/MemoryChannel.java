package dev.handfast.transport;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.function.Consumer;

/// A connected socket without an operating system: a channel over the pipes of an in-memory link.
final class MemoryChannel extends SocketChannel implements MemorySelector.Pollable {
  /// 8 KiB: some times what a peer says in a race, for peers here write at once or never.
  private static final int ROOMY = 8 << 10;

  private final Pipe in;
  private final Pipe out;
  private final Consumer<MemoryChannel> connecting;
  private volatile boolean outputEnded;
  private volatile boolean closed;

  /// @param room the bytes that fit on the way out
  /// @param connecting puts somebody at the other ends of the pipes
  MemoryChannel(int room, MemorySelector selector, Consumer<MemoryChannel> connecting) {
    super(MemoryProvider.THIS);
    this.in = new Pipe(ROOMY);
    this.out = new Pipe(room);
    this.connecting = connecting;
    in.onNewsForReader(selector::news);
    out.onNewsForWriter(selector::news);
  }

  Pipe in() {
    return in;
  }

  Pipe out() {
    return out;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public int readyOps() {
    return (in.hasNewsForReader() ? SelectionKey.OP_READ : 0)
        | (out.hasNewsForWriter() ? SelectionKey.OP_WRITE : 0);
  }

  @Override
  public boolean connect(SocketAddress remote) {
    connecting.accept(this);
    return true;
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    throwIfClosed();
    return switch (in.take(bytes.remaining())) {
      case Pipe.Taken.Bytes(ByteBuffer taken) -> {
        int count = taken.remaining();
        bytes.put(taken);
        yield count;
      }
      case Pipe.Taken.End(String detail) when detail.equals(StreamEnd.END_OF_FILE) -> -1;
      case Pipe.Taken.End(String detail) -> throw new SocketException(detail);
      case Pipe.Taken.Nothing _ -> 0;
    };
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return (int) write(new ByteBuffer[] {bytes}, 0, 1);
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int count) throws IOException {
    throwIfClosed();
    if (outputEnded) {
      throw new ClosedChannelException();
    }
    if (offset != 0) {
      throw new UnsupportedOperationException("an offset of " + offset);
    }
    return out.put(buffers, count);
  }

  @Override
  public SocketChannel shutdownOutput() throws IOException {
    throwIfClosed();
    outputEnded = true;
    out.end(StreamEnd.END_OF_FILE);
    return this;
  }

  private void throwIfClosed() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  /// At once, where the JDK's keeps the descriptor until the selector has forgotten it: only a peer
  /// that still writes could tell.
  @Override
  protected void implCloseSelectableChannel() {
    closed = true;
    boolean unread = in.abandon();
    out.end(unread ? StreamEnd.RESET : StreamEnd.END_OF_FILE);
  }

  @Override
  protected void implConfigureBlocking(boolean block) {}

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isConnectionPending() {
    return false;
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) {
    throw unused();
  }

  @Override
  public SocketChannel bind(SocketAddress local) {
    throw unused();
  }

  @Override
  public <T> SocketChannel setOption(SocketOption<T> name, T value) {
    throw unused();
  }

  @Override
  public <T> T getOption(SocketOption<T> name) {
    throw unused();
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    throw unused();
  }

  @Override
  public SocketChannel shutdownInput() {
    throw unused();
  }

  @Override
  public Socket socket() {
    throw unused();
  }

  @Override
  public boolean finishConnect() {
    throw unused();
  }

  @Override
  public SocketAddress getRemoteAddress() {
    throw unused();
  }

  @Override
  public SocketAddress getLocalAddress() {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("the library does not ask this of a channel");
  }
}
