package dev.handfast.driver;

import dev.handfast.SocketPath;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.Transport;

/// Another transport behind a gate: an attempt to connect goes on when the gate opens.
public final class GatedTransport implements Transport {
  private final Transport sockets;
  private final Happenings<Runnable> held = new Happenings<>();

  /// @param sockets the other transport
  public GatedTransport(Transport sockets) {
    this.sockets = sockets;
  }

  /// Lets the attempts that wait go on.
  public void open() {
    held.await(1).forEach(Runnable::run);
  }

  @Override
  public void connect(SocketPath path, LinkHandler handler) {
    held.accept(() -> sockets.connect(path, handler));
  }

  @Override
  public Listener listen(SocketPath path, int backlog, Acceptor acceptor) {
    return sockets.listen(path, backlog, acceptor);
  }

  @Override
  public boolean execute(Runnable task) {
    return sockets.execute(task);
  }

  @Override
  public void close() {
    sockets.close();
  }
}
