package dev.handfast.transport;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.SocketPath;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import dev.handfast.transport.LinkHandler.Hope;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadFactory;

/// The operating system's Unix sockets through the JDK's channels: one selector loop on one thread.
///
/// It tells a peer's user, not its process, and knows paths only: [SocketPath.Abstract] is refused.
/// The same class serves a worker with one connection and an orchestrator with ten thousand.
public final class JdkTransport implements Transport {
  private static final String NO_NAMES =
      "the JDK's sockets have no abstract names; put junixsocket-core on the class path and choose"
          + " .transport(JunixTransport::new), or choose a path";

  private final ThreadFactory threads;
  private final ListeningChannel.Accepting accepting;
  private final SelectorLoop loop;

  /// Starts the owner thread.
  ///
  /// @param threads makes the one owner thread; a platform thread serves best
  public JdkTransport(ThreadFactory threads) {
    this(threads, ServerSocketChannel::accept);
  }

  JdkTransport(ThreadFactory threads, ListeningChannel.Accepting accepting) {
    this.threads = threads;
    this.accepting = accepting;
    this.loop = new SelectorLoop(threads);
  }

  @Override
  public void connect(SocketPath socket, LinkHandler handler) {
    Runnable attempt = () -> attempt(socket, handler);
    if (!loop.execute(attempt)) {
      threads.newThread(attempt).start();
    }
  }

  @Override
  public Listener listen(SocketPath socket, int backlog, Acceptor acceptor) {
    if (loop.closing()) {
      throw new CannotListen("cannot listen on %s: the transport is closed".formatted(socket));
    }
    SocketFile.Bound bound =
        switch (socket) {
          case SocketPath.File file -> SocketFile.bind(file, backlog);
          case SocketPath.Abstract name ->
              throw new CannotListen("cannot listen on %s: %s".formatted(name, NO_NAMES));
        };
    ListeningChannel listener = new ListeningChannel(loop, bound, accepting, acceptor);
    if (!loop.execute(listener::open)) {
      listener.loopEnds();
    }
    return listener;
  }

  @Override
  public void close() {
    loop.close();
  }

  private void attempt(SocketPath socket, LinkHandler handler) {
    if (loop.closing()) {
      handler.connectFailed(giveUp(socket, StreamEnd.TRANSPORT_CLOSED));
      return;
    }
    Dialled dialled =
        switch (socket) {
          case SocketPath.File file -> dial(file, handler);
          case SocketPath.Abstract name -> new Dialled.Failed(giveUp(name, NO_NAMES));
        };
    switch (dialled) {
      case Dialled.Through(ChannelLink link) -> link.open();
      case Dialled.Failed(ConnectProblem problem) -> handler.connectFailed(problem);
    }
  }

  /// What came of one attempt; the handler hears of it afterwards, outside every `try` of ours.
  private sealed interface Dialled {
    record Through(ChannelLink link) implements Dialled {}

    record Failed(ConnectProblem problem) implements Dialled {}
  }

  private Dialled dial(SocketPath.File path, LinkHandler handler) {
    SocketChannel channel;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException | UnsupportedOperationException failure) {
      return new Dialled.Failed(giveUp(path, "no socket: " + failure));
    }
    try {
      channel.configureBlocking(false);
      if (!channel.connect(UnixDomainSocketAddress.of(path.path()))) {
        throw new IOException("Resource temporarily unavailable"); // never taken for connected
      }
      return new Dialled.Through(new ChannelLink(loop, channel, handler));
    } catch (IOException failure) {
      SelectorLoop.close(channel);
      return new Dialled.Failed(ConnectFailure.of(path, failure));
    }
  }

  private static ConnectProblem giveUp(SocketPath path, String detail) {
    return ConnectFailure.problem(Hope.GIVE_UP, path, detail);
  }
}
