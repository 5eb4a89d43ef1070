package dev.handfast.conformance.world;

import dev.handfast.SocketPath;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.Transport;
import java.util.function.UnaryOperator;

/// A transport between whose links and their handlers somebody stands.
///
/// @param real the transport itself
/// @param between puts somebody before a handler, mostly a [Between]
public record Interposed(Transport real, UnaryOperator<LinkHandler> between) implements Transport {
  @Override
  public void connect(SocketPath path, LinkHandler handler) {
    real.connect(path, between.apply(handler));
  }

  @Override
  public Listener listen(SocketPath path, int backlog, Acceptor acceptor) {
    return real.listen(path, backlog, () -> between.apply(acceptor.accepted()));
  }

  @Override
  public boolean execute(Runnable task) {
    return real.execute(task);
  }

  @Override
  public void close() {
    real.close();
  }
}
