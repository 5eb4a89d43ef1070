package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ThreadFactory;

/// The operating system's Unix sockets through the JDK's channels: one selector loop on one thread.
///
/// It tells a peer's user, not its process, and knows paths only: [SocketPath.Abstract] is refused.
/// The same class serves a worker with one connection and an orchestrator with ten thousand.
public final class JdkTransport implements Transport {
  private final ChannelTransport transport;

  /// Starts the owner thread.
  ///
  /// @param threads makes the one owner thread; a platform thread serves best
  public JdkTransport(ThreadFactory threads) {
    this(threads, ServerSocketChannel::accept);
  }

  JdkTransport(ThreadFactory threads, ListeningChannel.Accepting accepting) {
    this.transport = new ChannelTransport(new JdkSockets(), threads, accepting);
  }

  @Override
  public void connect(SocketPath socket, LinkHandler handler) {
    transport.connect(socket, handler);
  }

  @Override
  public Listener listen(SocketPath socket, int backlog, Acceptor acceptor) {
    return transport.listen(socket, backlog, acceptor);
  }

  @Override
  public boolean execute(Runnable task) {
    return transport.execute(task);
  }

  @Override
  public void close() {
    transport.close();
  }
}
