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
import java.util.stream.Stream;

/// Sockets for the real transport over channels, without an operating system: at the other end of
/// each channel is a link of an [InMemoryTransport].
///
/// Made for the explorer of schedules: nothing in it waits but its selector, on a thread of the
/// stage.
public final class MemorySockets implements Sockets {
  private final InMemoryTransport others;
  private final int room;
  private final MemorySelector selector = new MemorySelector();
  private final List<MemoryChannel> clients = new ArrayList<>();
  private final List<MemoryChannel> accepted = new ArrayList<>();
  private LinkHandler orchestrator;
  private MemoryListeningChannel listening;

  /// Nobody listens yet.
  ///
  /// @param others the other ends are links of it
  /// @param room the bytes that fit on the way out of a channel
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

  /// A worker connects to the orchestrator that listens over these sockets; where none does any
  /// more, it learns that its attempt has failed.
  public void connects(SocketPath path, LinkHandler worker) {
    others.execute(() -> connect(path, worker));
  }

  private void connect(SocketPath path, LinkHandler worker) {
    var channel = new MemoryChannel(room, selector, MemorySockets::neverConnects);
    if (listening.offer(channel)) {
      accepted.add(channel);
      Link.Peer server = Link.Peer.self();
      new MemoryLink(others, channel.out(), channel.in(), server, worker).open();
    } else {
      worker.connectFailed(
          ConnectFailure.problem(LinkHandler.Hope.RETRY, path, "Connection refused"));
    }
  }

  private static void neverConnects(MemoryChannel channel) {
    throw new IllegalStateException("an accepted channel is connected");
  }

  /// Whether the loop over these sockets has ended in good order.
  public boolean isOver() {
    return !selector.isOpen();
  }

  /// The connections that stand, by the end that is a channel.
  public List<Wire> wires(SocketPath path) {
    return Stream.concat(
            clients.stream()
                .filter(channel -> !channel.isClosed())
                .map(channel -> new Wire(path, channel.out(), channel.in())),
            accepted.stream()
                .filter(channel -> !channel.isClosed())
                .map(channel -> new Wire(path, channel.in(), channel.out())))
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
    clients.add(channel);
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

  /// Nobody else has the place.
  @Override
  public Bound bind(SocketPath socket, int backlog) {
    listening = new MemoryListeningChannel(selector);
    return new Bound(listening, listening::hide);
  }

  @Override
  public ServerSocketChannel server() {
    throw new UnsupportedOperationException("MemorySockets.bind makes what listens");
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
