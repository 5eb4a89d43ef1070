package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// Where Unix sockets come from: all that differs between the JDK's and junixsocket's.
interface Sockets {
  /// A selector for the channels made here.
  Selector selector() throws IOException;

  /// Does early what the first channel of a process would do late; a failure is left to that one.
  void warmUp();

  /// A channel that will listen.
  ServerSocketChannel server() throws IOException;

  /// A channel that listens at a place which it has taken.
  ///
  /// @throws dev.handfast.HandfastException.CannotListen where it cannot be taken
  default Bound bind(SocketPath socket, int backlog) {
    return switch (socket) {
      case SocketPath.File file -> SocketFile.bind(this, file, backlog);
      case SocketPath.Abstract name -> AbstractName.bind(this, name, backlog);
    };
  }

  /// A channel that will connect.
  SocketChannel client() throws IOException;

  /// The non-blocking channel to write to, of the same socket; it may be the same channel.
  SocketChannel writer(SocketChannel channel) throws IOException;

  /// Whether a write leaves the channel as it is when the thread is interrupted.
  boolean survivesInterrupts();

  /// The address in the provider's own form.
  ///
  /// @throws IOException where the provider has no such addresses, in words that say what to do
  SocketAddress address(SocketPath socket) throws IOException;

  /// Whether a listener needs the name that it was bound to for as long as it accepts.
  boolean needsBoundName();

  /// Who is at the other end.
  ///
  /// @throws IOException where the system does not tell
  Link.Peer peer(SocketChannel channel) throws IOException;
}
