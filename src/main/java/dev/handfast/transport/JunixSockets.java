package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.newsclub.net.unix.AFUNIXSelectorProvider;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketCredentials;
import org.newsclub.net.unix.FileDescriptorCast;

/// The Unix sockets of junixsocket: also abstract names, and of a peer also its process.
///
/// The one class that names a class of that library, so that all others load without it.
final class JunixSockets implements Sockets {
  private final AFUNIXSelectorProvider provider = AFUNIXSelectorProvider.provider();

  private JunixSockets() {}

  /// @throws LinkageError where the library is not there
  /// @throws IllegalStateException where it has nothing for this system
  static JunixSockets open() {
    if (!AFUNIXSocket.isSupported()) {
      throw new IllegalStateException(
          "junixsocket does not run here (%s, %s); choose .transport(JdkTransport::new)"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    return new JunixSockets();
  }

  @Override
  public Selector selector() throws IOException {
    return provider.openSelector();
  }

  @Override
  public void warmUp() {} // the selector has loaded everything

  @Override
  public ServerSocketChannel server() throws IOException {
    AFUNIXServerSocketChannel server = provider.openServerSocketChannel();
    server.socket().setDeleteOnClose(false); // by name, which may be another server's by then
    server.socket().setReuseAddress(false); // else a bind removes whatever stands there
    return server;
  }

  @Override
  public SocketChannel client() throws IOException {
    return provider.openSocketChannel();
  }

  /// A second descriptor: a write to a peer that has gone closes its channel, and what that peer
  /// had sent before is still to be read from the other.
  @Override
  public SocketChannel writer(SocketChannel channel) throws IOException {
    FileDescriptor socket = ((AFUNIXSocketChannel) channel).getFileDescriptor();
    AFUNIXSocketChannel second =
        FileDescriptorCast.duplicating(socket).as(AFUNIXSocketChannel.class);
    second.setShutdownOnClose(false);
    try {
      second.configureBlocking(false);
    } catch (Throwable thrown) {
      SelectorLoop.close(second);
      throw thrown;
    }
    return second;
  }

  /// It closes the channel.
  @Override
  public boolean survivesInterrupts() {
    return false;
  }

  @Override
  public SocketAddress address(SocketPath socket) throws IOException {
    return switch (socket) {
      case SocketPath.File(Path path) -> AFUNIXSocketAddress.of(path);
      case SocketPath.Abstract(String name) -> AFUNIXSocketAddress.inAbstractNamespace(name);
    };
  }

  /// It looks for the file before each accept, and takes the listener for closed without it.
  @Override
  public boolean needsBoundName() {
    return true;
  }

  @Override
  public Link.Peer peer(SocketChannel channel) throws IOException {
    AFUNIXSocketCredentials peer = ((AFUNIXSocketChannel) channel).getPeerCredentials();
    OptionalLong pid = peer.getPid() > 0 ? OptionalLong.of(peer.getPid()) : OptionalLong.empty();
    return peer.getUid() < 0
        ? new Link.Peer(Link.Peer.UNKNOWN, pid)
        : new Link.Peer(user(peer.getUid(), pid), pid);
  }

  /// The name of our own user, else that of whoever owns the peer's process, else the number.
  private static String user(long uid, OptionalLong pid) {
    OwnPeer own = OwnPeer.INSTANCE;
    if (own.uid().isPresent() && own.uid().getAsLong() == uid) {
      return own.peer().user();
    }
    try {
      Path process = Path.of("/proc", Long.toString(pid.orElse(-1)));
      if (((Integer) Files.getAttribute(process, "unix:uid")).longValue() == uid) {
        return Files.getOwner(process).getName();
      }
    } catch (IOException _) {
      return Long.toString(uid); // it has ended, or this system has no /proc
    }
    return Long.toString(uid);
  }
}
