package dev.handfast.driver;

import dev.handfast.frame.Decoded;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.frame.FrameDecoder;
import dev.handfast.seam.Clock;
import dev.handfast.transition.CommonEvent;
import dev.handfast.transition.ConnectionLost;
import dev.handfast.transition.Malformed;
import dev.handfast.transition.Opened;
import dev.handfast.transition.Outbox;
import dev.handfast.transition.Wrote;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The side of a [Connection] that faces the link: the transport's owner thread reads and writes.
///
/// What the machine orders (bytes, pauses, the end) is noted under the connection's lock by whoever
/// carries the order out; the owner thread does it in its turn, and holds no lock while it writes.
/// One frame does not wait for that turn: the first one since the peer was heard, if nothing else
/// is left to write. Whoever ordered it writes it, under the lock. So a request or an answer leaves
/// without a change of threads, and a stream of messages leaves in groups.
final class LinkEnd implements LinkHandler {

  /// 16 rounds of writing, then other connections of the owner thread get their turn.
  private static final int ROUNDS = 16;

  /// 64 control frames: more than any honest peer has outstanding; beyond it, reading stops.
  private static final int CONTROL_LIMIT = 64;

  /// 16 KiB: more takes the kernel longer to copy than the owner thread to wake.
  private static final int AT_ONCE_LIMIT = 16 << 10;

  /// 1 s for reading what the peer had written before it stopped reading us.
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final Desk desk;
  private final ReentrantLock lock;
  private final Clock clock;
  private final FrameDecoder decoder;
  private final Promise<Boolean> gone;

  // Guarded by the lock.
  private final Outlet outlet = new Outlet();
  private final Listening listening;
  private Outbox.Head lastHead = Outbox.Head.UNTOUCHED;
  private Output output = Output.IDLE;
  private Turn turn = Turn.NONE;
  private boolean heard;

  // Written under the lock or by the owner thread, read by anybody.
  private volatile Ending ending = Ending.OPEN;
  private volatile boolean coming;
  private volatile @Nullable Link link;
  private volatile Link.@Nullable Peer peer;
  private volatile @Nullable Thread inCallback;
  // The owner thread's own; ordered: since it last wrote.
  private @Nullable String endDetail;
  private boolean ordered;

  /// What the machine has ordered for the link's end, in the order in which it may go on.
  enum Ending {
    OPEN,
    HALF_CLOSE,
    HALF_CLOSED,
    HANGUP,
    GONE
  }

  /// What becomes of our bytes.
  private enum Output {
    IDLE,
    /// The owner thread writes, without the lock.
    WRITING,
    /// The kernel takes no more for now.
    FULL,
    /// The peer does not read any more.
    BROKEN
  }

  /// The owner thread's next turn.
  private enum Turn {
    NONE,
    /// There is something to do in one, and nobody has called for it.
    DUE,
    COMING
  }

  /// Where the wire's news go.
  interface Desk {
    /// The largest line that may arrive now, in bytes.
    int frameLimit();

    /// Lets the machine decide about a line, lock not held.
    void received(Decoded.Line line);

    /// Lets the machine decide about an event, lock not held.
    void submit(CommonEvent event);

    /// The kernel took these frames; lock held.
    void sent(EncodedFrame frame);

    /// The kernel took application messages; lock held.
    void wrote(Wrote wrote);

    /// Goes through what waited for a write to end; lock held.
    void pump();

    /// The attempt to connect failed, lock not held.
    void connectFailed(ConnectProblem problem);
  }

  LinkEnd(Desk desk, ReentrantLock lock, Clock clock) {
    this.desk = desk;
    this.lock = lock;
    this.clock = clock;
    this.decoder = new FrameDecoder(1);
    this.gone = new Promise<>(clock);
    this.listening = new Listening(clock);
  }

  Promise<Boolean> gone() {
    return gone;
  }

  /// The system is asked once: finding a user's name takes longer than writing a frame.
  Optional<Link.Peer> peer() {
    Link.Peer known = peer;
    if (known == null && link instanceof Link open) {
      known = open.peer();
      peer = known;
    }
    return Optional.ofNullable(known);
  }

  // Orders; the lock is held.

  /// Whether bytes are being written at this moment, so that nothing may end a message.
  boolean isWriting() {
    return output == Output.WRITING;
  }

  void transmit(EncodedFrame frame, Outlet.Cargo cargo) {
    outlet.add(frame, cargo);
    needTurn();
    if (outlet.controls() > CONTROL_LIMIT && output != Output.BROKEN) {
      pause(Connection.Pause.OUTPUT);
    }
  }

  /// Takes a message back; nothing is being written, and the kernel has no byte of it.
  void withdraw(long ticket) {
    outlet.withdraw(ticket);
  }

  /// A frame has come: the next one that is sent may answer it at once.
  void heard() {
    heard = true;
  }

  void halfClose() {
    end(Ending.HALF_CLOSE);
  }

  /// From now on a link is coming, or the news that there is none.
  void expect() {
    coming = true;
  }

  void hangup() {
    outlet.withdraw();
    end(Ending.HANGUP);
    if (link == null ? !coming : isClosed()) {
      gone.keep(true);
    }
  }

  /// Whether the link was closed, by us or under us: no turn of its owner thread comes any more.
  private boolean isClosed() {
    return link instanceof Link open && open.isClosed();
  }

  private void end(Ending wanted) {
    if (wanted.compareTo(ending) > 0) {
      ending = wanted;
      needTurn();
    }
  }

  private void needTurn() {
    if (turn == Turn.NONE) {
      turn = Turn.DUE;
    }
  }

  void pause(Connection.Pause reason) {
    listening.pause(reason);
    if (link instanceof Link open) {
      open.pauseReading();
    }
  }

  void resume(Connection.Pause reason) {
    if (listening.resume(reason)) {
      needTurn();
    }
  }

  boolean isPaused() {
    return listening.isPaused();
  }

  Duration silence() {
    return listening.silence();
  }

  /// Releases the lock, and has what was ordered done: at once where that is one frame that may be
  /// written here, otherwise by the owner thread.
  void unlock() {
    Link toWake;
    try {
      toWake = handOver();
    } finally {
      lock.unlock();
    }
    if (toWake != null) {
      toWake.wake();
    }
  }

  /// Writes at once what may be; the link to wake, if there is something for its owner to do.
  private @Nullable Link handOver() {
    if (Thread.currentThread().equals(inCallback)) {
      ordered |= turn != Turn.NONE; // it comes anyway
      return null;
    }
    if (link instanceof Link open && mayWriteAtOnce(open)) {
      writeAtOnce(open);
    }
    if (turn != Turn.DUE) {
      return null;
    }
    turn = Turn.COMING;
    return link;
  }

  private boolean mayWriteAtOnce(Link open) {
    return heard
        && output == Output.IDLE
        && outlet.isOneFrame(AT_ONCE_LIMIT)
        && ending == Ending.OPEN
        && open.anyThreadMayWrite();
  }

  private void writeAtOnce(Link open) {
    heard = false;
    Outlet.Batch batch = outlet.batch();
    boolean taken;
    try {
      taken = write(open, batch);
    } catch (RuntimeException | Error left) {
      return; // to the owner thread: it has buffers of its own, and closes a link that throws
    }
    if (turn == Turn.DUE && !listening.isResuming()) { // to read on is the owner's alone
      turn = Turn.NONE;
    }
    var _ = wrote(open, batch, taken);
  }

  // What the owner thread calls.

  @Override
  public void opened(Link opened) {
    callback(
        () -> {
          link = opened;
          listening.heard();
          desk.submit(new Opened());
        });
  }

  @Override
  public void connectFailed(ConnectProblem problem) {
    coming = false;
    if (ending == Ending.HANGUP) {
      gone.keep(true);
    }
    desk.connectFailed(problem);
  }

  @Override
  public void read(ByteBuffer bytes) {
    callback(
        () -> {
          listening.heard();
          decoder.feed(bytes);
          takeFrames();
        });
  }

  @Override
  public void writable() {
    callback(
        () -> {
          lock.lock();
          try {
            if (output == Output.FULL) {
              output = Output.IDLE;
            }
          } finally {
            lock.unlock();
          }
        });
  }

  @Override
  public void ended(String detail) {
    callback(
        () -> {
          int partial = decoder.pending();
          endDetail =
              partial == 0
                  ? detail
                  : "%s in the middle of a frame, after %d bytes of it".formatted(detail, partial);
          takeFrames();
        });
  }

  /// Runs callbacks on the owner thread, as if they came from the link.
  void attend(Runnable callbacks) {
    callback(callbacks);
  }

  /// Runs on the owner thread; what it leaves to be written is written in the turn that follows.
  private void callback(Runnable body) {
    inCallback = Thread.currentThread();
    try {
      body.run();
      turn();
    } finally {
      inCallback = null;
    }
  }

  /// Takes frame after frame until there is none, or until somebody stops us (HF-27).
  ///
  /// What one frame lets loose is written before the next one is looked at, and nothing is looked
  /// at behind a frame that ends the connection: as if each frame had come alone (HF-18).
  private void takeFrames() {
    while (!listening.isPaused() && ending.compareTo(Ending.HANGUP) < 0) {
      decoder.limit(desk.frameLimit());
      switch (decoder.next()) {
        case Decoded.Line line -> {
          desk.received(line);
          if (ordered) {
            write();
          }
        }
        case Decoded.Malformed(var fault) -> {
          desk.submit(new Malformed(fault));
          return;
        }
        case Decoded.NeedMore _ -> {
          if (endDetail != null) {
            desk.submit(new ConnectionLost(endDetail));
          }
          return;
        }
      }
    }
    if (endDetail != null && isPaused() && isClosed()) {
      desk.submit(new ConnectionLost(endDetail)); // no turn comes in which the pause could end
    }
  }

  /// The owner thread's turn: write, take what waited for a pause to end, end the link.
  private void turn() {
    do {
      write();
    } while (resumeReading());
  }

  /// Takes the frames that waited for the pauses to end; whether there was a pause to end.
  private boolean resumeReading() {
    lock.lock();
    try {
      if (!listening.resumed()) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    takeFrames();
    lock.lock(); // a pause that comes now is the later one, also for the link
    try {
      if (!listening.isPaused() && link instanceof Link open) {
        open.resumeReading();
      }
    } finally {
      lock.unlock();
    }
    return true;
  }

  private void write() {
    ordered = false;
    if (link instanceof Link open) {
      for (int round = 0; round < ROUNDS; round++) {
        if (!writeSome(open)) {
          return;
        }
      }
      open.wake(); // more than fits into one turn
    }
  }

  /// One round of writing; whether another one makes sense now.
  private boolean writeSome(Link open) {
    Outlet.Batch batch;
    lock.lock();
    try {
      turn = Turn.NONE;
      batch = outlet.batch();
      if (ending == Ending.GONE || batch.isEmpty() || output != Output.IDLE) {
        endLink(open, batch.isEmpty());
        return false;
      }
      output = Output.WRITING;
    } finally {
      lock.unlock();
    }
    boolean taken = false;
    boolean again;
    try {
      taken = write(open, batch);
    } finally {
      lock.lock(); // also where the link threw what it should not: its end is still to be taken
      try {
        again = wrote(open, batch, taken);
      } finally {
        lock.unlock();
      }
    }
    return again;
  }

  /// What follows from a write, lock held; whether another one makes sense now.
  private boolean wrote(Link open, Outlet.Batch batch, boolean taken) {
    if (!taken) {
      output = Output.BROKEN;
    } else {
      output = batch.isWritten() ? Output.IDLE : Output.FULL;
    }
    collect();
    desk.pump();
    if (output == Output.BROKEN) {
      resume(Connection.Pause.OUTPUT); // it would never end: read on to what ended the peer
      var _ = clock.schedule(LINGER, this::lingered);
    } else if (output == Output.FULL) {
      open.awaitWritable();
    }
    if (ending == Ending.HANGUP && output != Output.IDLE) {
      endLink(open, false); // best effort: what the kernel does not take now is dropped
    }
    return output == Output.IDLE;
  }

  private static boolean write(Link open, Outlet.Batch batch) {
    try {
      open.write(batch.buffers, batch.count);
      return true;
    } catch (IOException _) {
      return false; // the peer no longer reads; what it wrote before is still read, then it ends
    }
  }

  private void collect() {
    Outlet.Progress progress = outlet.collect();
    progress.frames().forEach(desk::sent);
    if (progress.messages() > 0 || progress.head() != lastHead) {
      lastHead = progress.head();
      desk.wrote(new Wrote(progress.messages(), progress.head()));
    }
    if (outlet.controls() <= CONTROL_LIMIT / 2) {
      resume(Connection.Pause.OUTPUT);
    }
  }

  /// Our writes fail, and the peer's end has not shown in the time that it takes to show.
  private void lingered() {
    if (ending.compareTo(Ending.HANGUP) >= 0) {
      return; // nobody reads on any more
    }
    if (listening.isPaused()) {
      var _ = clock.schedule(LINGER, this::lingered); // what it wrote still waits to be read
    } else {
      desk.submit(new ConnectionLost("it no longer reads"));
    }
  }

  private void endLink(Link open, boolean everythingWritten) {
    switch (ending) {
      case HANGUP -> {
        ending = Ending.GONE;
        open.close();
        gone.keep(true);
      }
      case HALF_CLOSE -> {
        if (everythingWritten) {
          ending = Ending.HALF_CLOSED;
          open.halfClose();
        }
      }
      case OPEN, HALF_CLOSED, GONE -> {}
    }
  }
}
