package dev.handfast.driver;

import dev.handfast.SocketPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// An orchestrator without a mind: it listens, and the test does the rest through its [RawPeer]s.
public final class RawServer implements AutoCloseable {
  private final ServerSocketChannel channel;
  private final Selector selector;
  private final SocketPath.File path;
  private final List<RawPeer> peers = new ArrayList<>();

  private RawServer(SocketPath.File path, int backlog) {
    this.path = path;
    try {
      channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(path.path()), backlog);
      channel.configureBlocking(false);
      selector = Selector.open();
      channel.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Listens from now on.
  public static RawServer at(SocketPath.File path) {
    return at(path, 50);
  }

  /// Listens from now on, with room for so many who wait.
  public static RawServer at(SocketPath.File path, int backlog) {
    return new RawServer(path, backlog);
  }

  /// The next connection.
  public RawPeer accept() {
    long deadline = Hung.deadline();
    try {
      SocketChannel accepted;
      while ((accepted = channel.accept()) == null) {
        if (Hung.left(deadline) == 0) {
          throw Hung.waitingFor("a connection to " + path, "none");
        }
        selector.select(ready -> {}, Math.max(1, Hung.left(deadline)));
      }
      var peer = new RawPeer(accepted);
      peers.add(peer);
      return peer;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The next connection, after its handshake and an ack as the original writes it.
  public RawPeer acceptReady() {
    RawPeer peer = accept();
    peer.expectFrame("handshake");
    peer.send(Wire.ack());
    return peer;
  }

  /// Whether somebody has connected and was not accepted yet.
  public boolean somebodyWaits() {
    try {
      return selector.selectNow() > 0;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Stops listening and ends all connections.
  @Override
  public void close() {
    peers.forEach(RawPeer::close);
    try {
      selector.close();
      channel.close();
      Files.deleteIfExists(path.path());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
