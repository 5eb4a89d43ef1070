package dev.handfast.transport;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/// A link over a non-blocking channel of a [SelectorLoop].
///
/// What callers ask for is kept as wishes, which any thread sets; the loop's thread brings the
/// channel in line with them. So the order in which calls from several threads arrive does not
/// matter, and a burst of calls costs one task.
final class ChannelLink implements Link, SelectorLoop.Watcher {
  /// Reads of one link in one turn of the loop, so that a fast writer does not starve the others.
  private static final int READS_PER_TURN = 4;

  /// Fills of the write buffer in one call of [#write]: 1 MiB, for the same reason.
  private static final int WRITES_PER_CALL = 16;

  private final SelectorLoop loop;
  private final Sockets sockets;
  private final SocketChannel channel;
  private final SocketChannel writer;
  private final SelectionKey key;
  private final LinkHandler handler;
  private final Runnable turn = this::turn;
  private final AtomicBoolean turnAsked = new AtomicBoolean();

  // Wishes, set by any thread.
  private volatile boolean wantsToRead = true;
  private volatile boolean wantsToWrite;
  private volatile boolean wantsTurn;
  private volatile boolean wantsHalfClose;
  private volatile boolean wantsClose;

  // Facts, known to the loop's thread only.
  private boolean outputEnded;
  private boolean inputEnded;
  private boolean peerHungUp;
  private boolean finishing;

  /// Registers the channel, and asks for its handler once nothing can fail any more; nothing is
  /// read before [#open].
  ///
  /// @param acceptor where it throws, the channel is left to be closed
  /// @throws IOException where the channel cannot be used; nobody was asked
  ChannelLink(
      SelectorLoop loop, Sockets sockets, SocketChannel channel, Transport.Acceptor acceptor)
      throws IOException {
    this.loop = loop;
    this.sockets = sockets;
    this.channel = channel;
    this.key = loop.register(channel, this);
    this.writer = sockets.writer(channel);
    try {
      this.handler = acceptor.accepted();
    } catch (Throwable thrown) {
      SelectorLoop.close(writer);
      throw thrown;
    }
  }

  /// Tells the handler and starts to read; loop thread only.
  void open() {
    try {
      handler.opened(this);
      settle();
    } catch (Throwable thrown) {
      handlerThrew(thrown);
    }
  }

  @Override
  public long write(ByteBuffer[] buffers, int count) throws IOException {
    if (wantsClose) {
      return 0;
    }
    if (wantsHalfClose) {
      throw StreamEnd.outputEnded();
    }
    if (!loop.isCurrentThread()) {
      return writeAtOnce(buffers, count);
    }
    long total = 0;
    try {
      for (int i = 0; i < WRITES_PER_CALL; i++) {
        ByteBuffer out = loop.writeBuffer();
        Gather.fill(out, buffers, count);
        int offered = out.flip().remaining();
        SelectorLoop.forgetInterrupt();
        int taken = offered == 0 ? 0 : writer.write(out);
        Gather.skip(buffers, count, taken);
        total += taken;
        if (taken < offered || offered < SelectorLoop.BUFFER_BYTES) {
          break;
        }
      }
    } catch (IOException failure) {
      if (total == 0) { // else the next write says it: what the kernel took must be counted
        throw StreamEnd.peerGone(failure);
      }
    }
    return total;
  }

  /// Without the loop's buffer, which is the loop's alone.
  private long writeAtOnce(ByteBuffer[] buffers, int count) throws IOException {
    try {
      return writer.write(buffers, 0, count);
    } catch (IOException failure) {
      throw StreamEnd.peerGone(failure);
    }
  }

  @Override
  public boolean anyThreadMayWrite() {
    return sockets.survivesInterrupts();
  }

  @Override
  public void wake() {
    wantsTurn = true;
    askForTurn();
  }

  @Override
  public void awaitWritable() {
    wantsToWrite = true;
    settleSoon();
  }

  @Override
  public void pauseReading() {
    wantsToRead = false;
    settleSoon();
  }

  @Override
  public void resumeReading() {
    wantsToRead = true;
    settleSoon();
  }

  @Override
  public void halfClose() {
    wantsHalfClose = true;
    settleSoon();
  }

  @Override
  public void close() {
    wantsClose = true;
    settleSoon();
  }

  @Override
  public boolean isClosed() {
    return wantsClose;
  }

  @Override
  public Peer peer() {
    try {
      return sockets.peer(channel);
    } catch (IOException | UnsupportedOperationException _) {
      return Peer.unknown();
    }
  }

  @Override
  public void ready(SelectionKey ready) {
    try {
      if (ready.isWritable()) {
        wantsToWrite = false;
        tellWritable();
      }
      if (ready.isValid() && ready.isReadable()) {
        readSome();
      }
      settle();
    } catch (Throwable thrown) {
      handlerThrew(thrown);
    }
  }

  @Override
  public void hungUp() {
    peerHungUp = true;
    settle();
  }

  @Override
  public void loopEnds() {
    boolean tell = !wantsClose && !inputEnded;
    wantsClose = true;
    hangUp();
    if (tell) {
      inputEnded = true;
      handler.ended(StreamEnd.TRANSPORT_CLOSED);
    }
  }

  private void settleSoon() {
    if (loop.isCurrentThread()) {
      settle();
    } else {
      askForTurn();
    }
  }

  private void askForTurn() {
    if (turnAsked.compareAndSet(false, true)) {
      loop.execute(turn);
    }
  }

  private void turn() {
    turnAsked.set(false); // first: what is asked from now on gets a turn of its own
    try {
      settle();
      if (wantsTurn) {
        tellWritable();
        settle();
      }
    } catch (Throwable thrown) {
      handlerThrew(thrown);
    }
  }

  private void tellWritable() {
    if (!wantsClose) {
      wantsTurn = false;
      handler.writable();
    }
  }

  private void readSome() {
    for (int i = 0; i < READS_PER_TURN && wantsToRead && !inputEnded && !wantsClose; i++) {
      ByteBuffer in = loop.readBuffer();
      int count;
      SelectorLoop.forgetInterrupt();
      try {
        count = channel.read(in);
      } catch (IOException failure) {
        endInput(StreamEnd.ofRead(failure));
        return;
      }
      if (count < 0) {
        endInput(StreamEnd.END_OF_FILE);
        return;
      }
      boolean mayBeMore = !in.hasRemaining();
      if (count > 0) {
        handler.read(in.flip());
      }
      if (!mayBeMore) {
        return;
      }
    }
  }

  private void endInput(String detail) {
    inputEnded = true;
    settle(); // an ended input is always readable: without this the loop would spin
    handler.ended(detail);
  }

  /// Brings the channel in line with the wishes; loop thread only.
  private void settle() {
    if (wantsClose) {
      hangUp();
      return;
    }
    if (wantsHalfClose && !outputEnded) {
      outputEnded = true;
      shutDownOutput();
    }
    if (peerHungUp) {
      finishSoon();
      return;
    }
    int wanted =
        (wantsToRead && !inputEnded ? SelectionKey.OP_READ : 0)
            | (wantsToWrite && !outputEnded ? SelectionKey.OP_WRITE : 0);
    if (key.isValid() && key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /// Without the selector: a read never waits here; a write that still may is tried now and then.
  private void finishSoon() {
    boolean toRead = wantsToRead && !inputEnded;
    if (finishing || !(toRead || wantsToWrite)) {
      return;
    }
    finishing = true;
    if (toRead) {
      loop.execute(this::finish);
    } else {
      loop.afterRest(this::finish);
    }
  }

  private void finish() {
    finishing = false;
    try {
      if (wantsToWrite) {
        wantsToWrite = false;
        tellWritable();
      }
      readSome();
      settle();
    } catch (Throwable thrown) {
      handlerThrew(thrown);
    }
  }

  private void shutDownOutput() {
    try {
      channel.shutdownOutput();
    } catch (IOException failure) {
      log().log(Level.DEBUG, "half-close: the peer is gone, reading tells", failure);
    }
  }

  private void hangUp() {
    SelectorLoop.close(writer);
    SelectorLoop.close(channel);
    loop.closed(this);
  }

  private void handlerThrew(Throwable thrown) {
    boolean tell = !wantsClose && !inputEnded;
    wantsClose = true;
    hangUp();
    if (tell) {
      inputEnded = true;
      handler.ended(StreamEnd.handlerThrew(thrown));
    }
    log().log(Level.ERROR, "a link's handler threw; the link is closed", thrown); // it may throw
  }

  private static System.Logger log() {
    return System.getLogger(ChannelLink.class.getName());
  }
}
