package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/// Sockets for the real transport over channels, without an operating system: whom a client finds
/// at the other end of a channel is a link of an [InMemoryTransport].
///
/// Made for the explorer of schedules: nothing in it waits but its selector, on a thread of the
/// stage.
public final class MemorySockets implements Sockets {
  private final InMemoryTransport others;
  private final int room;
  private final MemorySelector selector = new MemorySelector();
  private final List<MemoryChannel> channels = new ArrayList<>();
  private LinkHandler orchestrator;

  /// Nobody listens yet.
  ///
  /// @param others the other ends are links of it
  /// @param room the bytes that fit on the way from a client
  public MemorySockets(InMemoryTransport others, int room) {
    this.others = others;
    this.room = room;
  }

  /// Clients will find it.
  public void listens(LinkHandler handler) {
    orchestrator = handler;
  }

  /// The library's transport over these sockets.
  ///
  /// @param threads makes its one thread
  public Transport transport(ThreadFactory threads) {
    return new ChannelTransport(this, threads, ServerSocketChannel::accept);
  }

  /// Whether the loop over these sockets has ended in good order.
  public boolean isOver() {
    return !selector.isOpen();
  }

  /// The connections that stand, by the client's end.
  public List<Wire> wires(SocketPath path) {
    return channels.stream()
        .filter(channel -> !channel.isClosed())
        .map(channel -> new Wire(path, channel.out(), channel.in()))
        .toList();
  }

  private void connect(MemoryChannel channel) {
    LinkHandler handler = Objects.requireNonNull(orchestrator, "nobody listens");
    Link.Peer client = Link.Peer.self();
    var other = new MemoryLink(others, channel.out(), channel.in(), client, handler);
    others.execute(other::open);
  }

  @Override
  public MemorySelector selector() {
    return selector;
  }

  @Override
  public void warmUp() {}

  @Override
  public SocketChannel client() {
    var channel = new MemoryChannel(room, selector, this::connect);
    channels.add(channel);
    return channel;
  }

  @Override
  public SocketChannel writer(SocketChannel channel) {
    return channel;
  }

  @Override
  public boolean survivesInterrupts() {
    return true;
  }

  @Override
  public SocketAddress address(SocketPath socket) {
    return UnixDomainSocketAddress.of(socket.toString());
  }

  @Override
  public ServerSocketChannel server() {
    throw new UnsupportedOperationException("MemorySockets.listens says who is found");
  }

  @Override
  public boolean needsBoundName() {
    return false;
  }

  @Override
  public Link.Peer peer(SocketChannel channel) {
    return others.self();
  }
}
