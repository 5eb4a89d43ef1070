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
    var _ = loop.execute(sockets::warmUp); // while its owner still prepares what it will say
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
    Bound bound = sockets.bind(socket, backlog);
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
    dial(socket, handler).run();
  }

  /// Attempts once; what comes back tells the handler of it, outside every `try` of ours.
  private Runnable dial(SocketPath socket, LinkHandler handler) {
    SocketAddress address;
    SocketChannel channel;
    SelectorLoop.forgetInterrupt();
    try {
      address = sockets.address(socket);
      channel = sockets.client();
    } catch (IOException | RuntimeException | Error failure) {
      String why = Objects.toString(failure.getMessage(), "no socket");
      return () -> handler.connectFailed(giveUp(socket, why));
    }
    try {
      channel.configureBlocking(false);
      if (!channel.connect(address)) {
        throw new IOException("Resource temporarily unavailable"); // never taken for connected
      }
      return new ChannelLink(loop, sockets, channel, () -> handler)::open;
    } catch (RuntimeException | Error failure) {
      SelectorLoop.close(channel);
      return () -> handler.connectFailed(giveUp(socket, failure.toString()));
    } catch (IOException failure) {
      SelectorLoop.close(channel);
      ConnectProblem problem = ConnectFailure.of(socket, failure);
      return () -> handler.connectFailed(problem);
    }
  }

  private static ConnectProblem giveUp(SocketPath path, String detail) {
    return ConnectFailure.problem(Hope.GIVE_UP, path, detail);
  }
}
