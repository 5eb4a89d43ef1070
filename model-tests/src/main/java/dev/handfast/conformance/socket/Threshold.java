package dev.handfast.conformance.socket;

import dev.handfast.SocketPath;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
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

  private final class Guest implements LinkHandler {
    private final LinkHandler handler;

    Guest(LinkHandler handler) {
      this.handler = handler;
    }

    @Override
    public void opened(Link link) {
      handler.opened(new Door(link));
      entered.incrementAndGet();
    }

    @Override
    public void connectFailed(ConnectProblem problem) {
      handler.connectFailed(problem);
    }

    @Override
    public void read(ByteBuffer bytes) {
      handler.read(bytes);
    }

    @Override
    public void writable() {
      handler.writable();
    }

    @Override
    public void ended(String detail) {
      handler.ended(detail);
    }
  }

  private final class Door implements Link {
    private final Link link;
    private final AtomicBoolean closed = new AtomicBoolean();

    Door(Link link) {
      this.link = link;
    }

    @Override
    public long write(ByteBuffer[] buffers, int count) throws IOException {
      return link.write(buffers, count);
    }

    @Override
    public boolean anyThreadMayWrite() {
      return link.anyThreadMayWrite();
    }

    @Override
    public void wake() {
      link.wake();
    }

    @Override
    public void awaitWritable() {
      link.awaitWritable();
    }

    @Override
    public void pauseReading() {
      link.pauseReading();
    }

    @Override
    public void resumeReading() {
      link.resumeReading();
    }

    @Override
    public void halfClose() {
      link.halfClose();
    }

    @Override
    public void close() {
      link.close();
      if (!closed.getAndSet(true)) {
        shownOut.incrementAndGet();
      }
    }

    @Override
    public boolean isClosed() {
      return link.isClosed();
    }

    @Override
    public Peer peer() {
      return link.peer();
    }
  }
}
