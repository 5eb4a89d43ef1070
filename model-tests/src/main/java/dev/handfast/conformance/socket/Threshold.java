package dev.handfast.conformance.socket;

import dev.handfast.SocketPath;
import dev.handfast.conformance.world.Between;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.Transport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A transport that counts who has come in and who was shown out, so that a player can wait for it.
final class Threshold implements Transport {
  private final Transport real;
  private final AtomicInteger entered = new AtomicInteger();
  private final AtomicInteger shownOut = new AtomicInteger();

  Threshold(Transport real) {
    this.real = real;
  }

  /// How many connections the server has taken over.
  int entered() {
    return entered.get();
  }

  /// How many connections the server has closed.
  int shownOut() {
    return shownOut.get();
  }

  @Override
  public void connect(SocketPath path, LinkHandler handler) {
    real.connect(path, handler);
  }

  @Override
  public Listener listen(SocketPath path, int backlog, Acceptor acceptor) {
    return real.listen(path, backlog, () -> new Guest(acceptor.accepted()));
  }

  @Override
  public boolean execute(Runnable task) {
    return real.execute(task);
  }

  @Override
  public void close() {
    real.close();
  }

  private final class Guest extends Between {
    private final AtomicBoolean closed = new AtomicBoolean();

    Guest(LinkHandler handler) {
      super(handler);
    }

    @Override
    public void opened(Link link) {
      super.opened(link);
      entered.incrementAndGet();
    }

    @Override
    protected void close(Link link) {
      super.close(link);
      if (!closed.getAndSet(true)) {
        shownOut.incrementAndGet();
      }
    }
  }
}
