package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/// A path in a [MemoryWorld] that is being listened on.
final class MemoryListener implements Transport.Listener {
  private static final System.Logger LOG = System.getLogger(MemoryListener.class.getName());

  private final InMemoryTransport transport;
  private final SocketPath path;
  private final int backlog;
  private final Transport.Acceptor acceptor;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closed;

  MemoryListener(
      InMemoryTransport transport, SocketPath path, int backlog, Transport.Acceptor acceptor) {
    this.transport = transport;
    this.path = path;
    this.backlog = backlog;
    this.acceptor = acceptor;
  }

  /// Takes a connection into the backlog, to be accepted soon; false where there is no room.
  boolean offer(Pipe in, Pipe out, Link.Peer peer) {
    if (waiting.incrementAndGet() > backlog) {
      waiting.decrementAndGet();
      return false;
    }
    transport.execute(() -> accept(in, out, peer));
    return true;
  }

  @Override
  public void close() {
    closed = true;
    transport.forget(this, path);
  }

  private void accept(Pipe in, Pipe out, Link.Peer peer) {
    waiting.decrementAndGet();
    if (closed) {
      drop(in, out);
      return;
    }
    LinkHandler handler;
    try {
      handler = acceptor.accepted();
    } catch (Throwable thrown) {
      LOG.log(Level.ERROR, "an accepted connection is dropped", thrown);
      drop(in, out);
      return;
    }
    transport.remember(new MemoryLink(transport, in, out, peer, handler)).open();
  }

  private static void drop(Pipe in, Pipe out) {
    boolean unread = in.abandon();
    out.end(unread ? StreamEnd.RESET : StreamEnd.END_OF_FILE);
  }

  /// Who a client finds here.
  Link.Peer peer() {
    return transport.self();
  }
}
