package dev.handfast.transport;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/// One end of an in-memory connection.
///
/// Reading and writing have a task each, which looks at what is wanted and what the pipes hold when
/// it runs; so tasks may run in any order, and every order is a legal schedule.
final class MemoryLink implements Link {
  private static final System.Logger LOG = System.getLogger(MemoryLink.class.getName());

  private final InMemoryTransport transport;
  private final Pipe in;
  private final Pipe out;
  private final Peer peer;
  private final LinkHandler handler;
  private final AtomicBoolean readAsked = new AtomicBoolean();
  private final AtomicBoolean writeAsked = new AtomicBoolean();

  // Wishes, set by any thread.
  private volatile boolean wantsToRead = true;
  private volatile boolean wantsToWrite;
  private volatile boolean wantsTurn;
  private volatile boolean outputEnded;
  private volatile boolean closed;

  // Facts, set by the owner only.
  private volatile boolean opened;
  private volatile boolean inputEnded;

  MemoryLink(InMemoryTransport transport, Pipe in, Pipe out, Peer peer, LinkHandler handler) {
    this.transport = transport;
    this.in = in;
    this.out = out;
    this.peer = peer;
    this.handler = handler;
  }

  /// Tells the handler and starts to read; owner only.
  void open() {
    in.onNewsForReader(this::askForRead);
    out.onNewsForWriter(this::askForWrite);
    opened = true;
    guarded(() -> handler.opened(this));
    askForRead();
    askForWrite();
  }

  @Override
  public long write(ByteBuffer[] buffers, int count) throws IOException {
    if (closed) {
      return 0;
    }
    if (outputEnded) {
      throw StreamEnd.outputEnded();
    }
    return out.put(buffers, count);
  }

  @Override
  public boolean anyThreadMayWrite() {
    return transport.anyThreadMayWrite();
  }

  @Override
  public void wake() {
    wantsTurn = true;
    askForWrite();
  }

  @Override
  public void awaitWritable() {
    wantsToWrite = true;
    askForWrite();
  }

  @Override
  public void pauseReading() {
    wantsToRead = false;
  }

  @Override
  public void resumeReading() {
    wantsToRead = true;
    askForRead();
  }

  @Override
  public void halfClose() {
    if (!closed) {
      outputEnded = true;
      out.end(StreamEnd.END_OF_FILE);
    }
  }

  @Override
  public void close() {
    closed = true;
    boolean unread = in.abandon();
    out.end(unread ? StreamEnd.RESET : StreamEnd.END_OF_FILE);
    transport.forget(this);
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  /// The transport was closed; owner only.
  void transportClosed() {
    endAndClose(StreamEnd.TRANSPORT_CLOSED);
  }

  private void askForRead() {
    if (wantsRead() && in.hasNewsForReader() && readAsked.compareAndSet(false, true)) {
      transport.execute(this::readTurn);
    }
  }

  private void askForWrite() {
    if (wantsWrite() && writeAsked.compareAndSet(false, true)) {
      transport.execute(this::writeTurn);
    }
  }

  private boolean wantsRead() {
    return opened && wantsToRead && !inputEnded && !closed;
  }

  private boolean wantsWrite() {
    return opened && !closed && (wantsTurn || roomAwaited());
  }

  private boolean roomAwaited() {
    return wantsToWrite && !outputEnded && out.hasNewsForWriter();
  }

  private void readTurn() {
    readAsked.set(false); // first: what happens from now on gets a turn of its own
    if (!wantsRead()) {
      return;
    }
    switch (in.take(transport.chunk())) {
      case Pipe.Taken.Bytes(ByteBuffer bytes) -> guarded(() -> handler.read(bytes));
      case Pipe.Taken.End(String detail) -> {
        inputEnded = true;
        guarded(() -> handler.ended(detail));
      }
      case Pipe.Taken.Nothing _ -> {}
    }
    askForRead();
  }

  private void writeTurn() {
    writeAsked.set(false);
    if (!wantsWrite()) {
      return;
    }
    wantsTurn = false;
    if (roomAwaited()) {
      wantsToWrite = false;
    }
    guarded(handler::writable);
  }

  private void guarded(Runnable callback) {
    try {
      callback.run();
    } catch (Throwable thrown) {
      endAndClose(StreamEnd.handlerThrew(thrown));
      LOG.log(Level.ERROR, "a link's handler threw; the link is closed", thrown);
    }
  }

  private void endAndClose(String detail) {
    boolean tell = !closed && !inputEnded;
    close();
    if (tell) {
      inputEnded = true;
      try {
        handler.ended(detail);
      } catch (Throwable thrown) {
        LOG.log(Level.ERROR, "a link's handler threw at its end", thrown);
      }
    }
  }
}
