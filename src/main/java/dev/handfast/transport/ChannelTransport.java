package dev.handfast.transport;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.SocketPath;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import dev.handfast.transport.LinkHandler.Hope;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/// Unix sockets through channels: one selector loop on one thread, whoever makes the channels.
final class ChannelTransport implements Transport {
  private final Sockets sockets;
  private final ThreadFactory threads;
  private final ListeningChannel.Accepting accepting;
  private final SelectorLoop loop;

  /// Starts the owner thread.
  ChannelTransport(Sockets sockets, ThreadFactory threads, ListeningChannel.Accepting accepting) {
    this.sockets = sockets;
    this.threads = threads;
    this.accepting = accepting;
    this.loop = new SelectorLoop(sockets::selector, threads);
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
    Bound bound =
        switch (socket) {
          case SocketPath.File file -> SocketFile.bind(sockets, file, backlog);
          case SocketPath.Abstract name -> AbstractName.bind(sockets, name, backlog);
        };
    ListeningChannel listener = new ListeningChannel(loop, sockets, bound, accepting, acceptor);
    if (!loop.execute(listener::open)) {
      listener.loopEnds();
    }
    return listener;
  }

  @Override
  public boolean execute(Runnable task) {
    return loop.execute(task);
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
    switch (dial(socket, handler)) {
      case Dialled.Through(ChannelLink link) -> link.open();
      case Dialled.Failed(ConnectProblem problem) -> handler.connectFailed(problem);
    }
  }

  /// What came of one attempt; the handler hears of it afterwards, outside every `try` of ours.
  private sealed interface Dialled {
    record Through(ChannelLink link) implements Dialled {}

    record Failed(ConnectProblem problem) implements Dialled {}
  }

  private Dialled dial(SocketPath socket, LinkHandler handler) {
    SocketAddress address;
    SocketChannel channel;
    SelectorLoop.forgetInterrupt();
    try {
      address = sockets.address(socket);
      channel = sockets.client();
    } catch (IOException | UnsupportedOperationException failure) {
      return new Dialled.Failed(
          giveUp(socket, Objects.toString(failure.getMessage(), "no socket")));
    }
    try {
      channel.configureBlocking(false);
      if (!channel.connect(address)) {
        throw new IOException("Resource temporarily unavailable"); // never taken for connected
      }
      return new Dialled.Through(new ChannelLink(loop, sockets, channel, handler));
    } catch (IOException failure) {
      SelectorLoop.close(channel);
      return new Dialled.Failed(ConnectFailure.of(socket, failure));
    }
  }

  private static ConnectProblem giveUp(SocketPath path, String detail) {
    return ConnectFailure.problem(Hope.GIVE_UP, path, detail);
  }
}
