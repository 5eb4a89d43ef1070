package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ThreadFactory;

/// The operating system's Unix sockets through junixsocket: peers with their process ids, and
/// abstract names.
///
/// It needs `com.kohlschutter.junixsocket:junixsocket-core` (type `pom`), which Handfast does not
/// bring along. That library is native: so that `java` starts without a warning, give it
/// `--enable-native-access=ALL-UNNAMED`. On the module path that is
/// `--enable-native-access=org.newsclub.net.unix` and
/// `--add-modules=org.newsclub.net.unix,com.kohlschutter.junixsocket.nativecommon`.
///
/// Each connection takes two file descriptors, and each turn of the loop looks at all connections:
/// for thousands choose [JdkTransport].
public final class JunixTransport implements Transport {
  private final ChannelTransport transport;

  /// Starts the owner thread.
  ///
  /// @param threads makes the one owner thread, which must be a platform thread
  /// @throws IllegalStateException where junixsocket is missing or does not run on this system
  public JunixTransport(ThreadFactory threads) {
    this.transport = new ChannelTransport(sockets(), threads, ServerSocketChannel::accept);
  }

  private static Sockets sockets() {
    try {
      return JunixSockets.open();
    } catch (LinkageError missing) {
      throw new IllegalStateException(
          "JunixTransport needs junixsocket, which is not there; put"
              + " com.kohlschutter.junixsocket:junixsocket-core:2.11.1 (type pom) on the class"
              + " path, or choose .transport(JdkTransport::new)",
          missing);
    }
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
