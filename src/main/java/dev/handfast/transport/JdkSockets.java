package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.OptionalLong;
import jdk.net.ExtendedSocketOptions;

/// The JDK's own Unix sockets: paths only, and of a peer the user only.
final class JdkSockets implements Sockets {
  @Override
  public Selector selector() throws IOException {
    return Selector.open();
  }

  /// The JDK's first Unix socket looks for a random generator among the security providers, which
  /// takes as long as all that a client does before it connects; no later one does.
  private static final class First {
    static final boolean IS_THERE = opened();

    private static boolean opened() {
      try {
        SocketChannel.open(StandardProtocolFamily.UNIX).close();
        return true;
      } catch (IOException | UnsupportedOperationException _) {
        return false; // the first channel that is needed says it to whoever needs it
      }
    }
  }

  @Override
  public void warmUp() {
    var _ = First.IS_THERE;
  }

  @Override
  public ServerSocketChannel server() throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX);
  }

  @Override
  public SocketChannel client() throws IOException {
    return SocketChannel.open(StandardProtocolFamily.UNIX);
  }

  @Override
  public SocketChannel writer(SocketChannel channel) {
    return channel;
  }

  /// A non-blocking channel of the JDK's does not look for interrupts.
  @Override
  public boolean survivesInterrupts() {
    return true;
  }

  @Override
  public SocketAddress address(SocketPath socket) throws IOException {
    return switch (socket) {
      case SocketPath.File(var path) -> UnixDomainSocketAddress.of(path);
      case SocketPath.Abstract _ ->
          throw new IOException(
              "the JDK's sockets have no abstract names; put junixsocket-core on the class path"
                  + " and choose .transport(JunixTransport::new), or choose a path");
    };
  }

  @Override
  public boolean needsBoundName() {
    return false;
  }

  @Override
  public Link.Peer peer(SocketChannel channel) throws IOException {
    return new Link.Peer(
        channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName(),
        OptionalLong.empty());
  }
}
