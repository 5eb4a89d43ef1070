package dev.handfast.driver;

import dev.handfast.SocketPath;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.Transport;
import java.nio.ByteBuffer;

/// Another transport, and each attempt to connect that failed.
///
/// @param sockets the other transport
/// @param failures hears why
public record WatchedTransport(Transport sockets, Happenings<String> failures)
    implements Transport {
  @Override
  public void connect(SocketPath path, LinkHandler handler) {
    sockets.connect(path, new Watcher(handler, failures));
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

  private record Watcher(LinkHandler handler, Happenings<String> failures) implements LinkHandler {
    @Override
    public void opened(Link link) {
      handler.opened(link);
    }

    @Override
    public void connectFailed(ConnectProblem problem) {
      failures.accept(problem.detail());
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
}
