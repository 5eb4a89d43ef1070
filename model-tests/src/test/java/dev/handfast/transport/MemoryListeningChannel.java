package dev.handfast.transport;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A listening socket without an operating system: those who have connected, and whom nobody has
/// accepted yet.
final class MemoryListeningChannel extends ServerSocketChannel implements MemorySelector.Pollable {
  private final MemorySelector selector;
  private final Queue<MemoryChannel> backlog = new ConcurrentLinkedQueue<>();
  private volatile boolean hidden;
  private volatile boolean closed;

  MemoryListeningChannel(MemorySelector selector) {
    super(MemoryProvider.THIS);
    this.selector = selector;
  }

  /// Nobody finds it any more; who is in the backlog stays there.
  void hide() {
    hidden = true;
  }

  /// Somebody connects; false where nobody listens here any more.
  boolean offer(MemoryChannel channel) {
    if (hidden || closed) {
      return false;
    }
    backlog.add(channel);
    if (closed && backlog.remove(channel)) { // closed meanwhile, by somebody who did not see it
      return false;
    }
    selector.news();
    return true;
  }

  @Override
  public int readyOps() {
    return backlog.isEmpty() ? 0 : SelectionKey.OP_ACCEPT;
  }

  @Override
  public SocketChannel accept() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    return backlog.poll();
  }

  /// As the system does: whom nobody has accepted learns that nobody will.
  @Override
  protected void implCloseSelectableChannel() throws IOException {
    closed = true;
    for (MemoryChannel waiting; (waiting = backlog.poll()) != null; ) {
      waiting.close();
    }
  }

  @Override
  protected void implConfigureBlocking(boolean block) {}

  @Override
  public ServerSocketChannel bind(SocketAddress local, int size) {
    throw unused();
  }

  @Override
  public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
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
  public ServerSocket socket() {
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
