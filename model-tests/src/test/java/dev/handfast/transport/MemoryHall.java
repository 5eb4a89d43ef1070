package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ThreadFactory;

/// The transport of an orchestrator over [MemorySockets]: the loop, the listener and the links of
/// real sockets, without files.
final class MemoryHall implements Transport {
  private final MemorySockets sockets;
  private final SelectorLoop loop;

  MemoryHall(MemorySockets sockets, ThreadFactory threads) {
    this.sockets = sockets;
    this.loop = new SelectorLoop(sockets::selector, threads);
  }

  @Override
  public Listener listen(SocketPath socket, int backlog, Acceptor acceptor) {
    MemoryListeningChannel channel = sockets.server();
    var listener =
        new ListeningChannel(
            loop,
            sockets,
            new Bound(channel, channel::hide),
            ServerSocketChannel::accept,
            acceptor);
    if (!loop.execute(listener::open)) {
      listener.loopEnds();
    }
    return listener;
  }

  @Override
  public boolean execute(Runnable task) {
    return loop.execute(task);
  }

  @Override
  public void close() {
    loop.close();
  }

  @Override
  public void connect(SocketPath socket, LinkHandler handler) {
    throw new UnsupportedOperationException("an orchestrator connects to nobody");
  }
}
