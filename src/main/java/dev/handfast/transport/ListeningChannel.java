package dev.handfast.transport;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A listener over a non-blocking channel of a [SelectorLoop].
final class ListeningChannel implements Transport.Listener, SelectorLoop.Watcher {
  private static final System.Logger LOG = System.getLogger(ListeningChannel.class.getName());

  /// Connections taken in one turn of the loop, so that a crowd does not starve those inside.
  private static final int ACCEPTS_PER_TURN = 128;

  private final SelectorLoop loop;
  private final Sockets sockets;
  private final Bound bound;
  private final Accepting accepting;
  private final Transport.Acceptor acceptor;

  /// Held while the place is given back: whoever closes, too, returns behind that.
  private final ReentrantLock closing = new ReentrantLock();

  private volatile boolean closed;
  private @Nullable SelectionKey key;
  private boolean inTrouble;

  ListeningChannel(
      SelectorLoop loop,
      Sockets sockets,
      Bound bound,
      Accepting accepting,
      Transport.Acceptor acceptor) {
    this.loop = loop;
    this.sockets = sockets;
    this.bound = bound;
    this.accepting = accepting;
    this.acceptor = acceptor;
  }

  /// How the next connection is taken from the backlog; tests put a failing system here.
  interface Accepting {
    @Nullable SocketChannel next(ServerSocketChannel server) throws IOException;
  }

  /// Starts to accept; loop thread only.
  void open() {
    if (closed || loop.closing()) {
      loopEnds();
      return;
    }
    try {
      key = loop.register(bound.channel(), this);
      acceptAgain();
    } catch (IOException failure) {
      loopEnds();
      LOG.log(Level.ERROR, "cannot accept on " + bound.place(), failure);
    }
  }

  @Override
  public void ready(SelectionKey ready) {
    for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
      if (closed) {
        // else, with somebody in the backlog, the loop would spin until it hangs up
        ready.interestOps(0);
        return;
      }
      SocketChannel channel;
      SelectorLoop.forgetInterrupt();
      try {
        channel = accepting.next(bound.channel());
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException failure) {
        rest(failure);
        return;
      }
      if (channel == null) {
        return;
      }
      inTrouble = false;
      welcome(channel);
    }
  }

  @Override
  public void hungUp() {
    loopEnds();
    LOG.log(Level.ERROR, "the system has ended the socket at " + bound.place());
  }

  @Override
  public void loopEnds() {
    close();
    hangUp();
  }

  @Override
  public void close() {
    closing.lock();
    try {
      if (!closed) {
        closed = true;
        bound.place().giveBack(); // while the channel is open nobody else can have our inode
        loop.execute(this::hangUp);
      }
    } finally {
      closing.unlock();
    }
  }

  private void welcome(SocketChannel channel) {
    try {
      new ChannelLink(loop, sockets, channel, acceptor).open();
    } catch (Throwable thrown) {
      SelectorLoop.close(channel);
      LOG.log(Level.ERROR, "an accepted connection is dropped", thrown);
    }
  }

  /// The process may be out of descriptors: the waiting connections wait on, and the loop must not
  /// spin on them.
  private void rest(IOException failure) {
    if (!inTrouble) {
      inTrouble = true;
      LOG.log(Level.WARNING, "cannot accept on " + bound.place() + " now, trying again", failure);
    }
    if (key != null && key.isValid()) {
      key.interestOps(0);
      loop.afterRest(this::acceptAgain);
    }
  }

  private void acceptAgain() {
    if (key != null && key.isValid()) {
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  private void hangUp() {
    SelectorLoop.close(bound.channel());
  }
}
