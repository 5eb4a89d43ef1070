package dev.handfast.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// One selector on one thread: waits for channels and tasks, and runs both in turns.
///
/// Only this thread touches channels, so an interrupt of a caller cannot close one; what an
/// interrupt does not close, [ChannelLink#write] lets others write to.
final class SelectorLoop implements Owner {
  /// Size of the two shared buffers: one system call moves this much at most.
  static final int BUFFER_BYTES = 64 * 1024;

  /// Tasks between two looks at the channels, so that neither starves the other.
  private static final int TASKS_PER_TURN = 1024;

  /// How long a channel that is out of resources rests: long against a turn, short for a person.
  private static final long REST_MILLIS = 100;

  /// An hour: whoever has something to do wakes the selector.
  private static final long FOR_LONG_MILLIS = 3_600_000;

  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Resting> resting = new ArrayDeque<>();

  /// Whom the selector has forgotten before they were closed; loop thread only.
  private final Set<Watcher> adrift = new HashSet<>();

  /// False only while the thread may be blocked in the selector: then the next task wakes it.
  private final AtomicBoolean awake = new AtomicBoolean(true);

  /// What `awake` means to the loop's own thread, which looks at it for each ready channel.
  private boolean up = true;

  /// Whether a task ended the last wait; loop thread only.
  private boolean woken;

  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private volatile boolean closing;
  private volatile boolean ended;

  SelectorLoop(ThreadFactory threads) {
    this(Selector::open, threads);
  }

  SelectorLoop(Opening opening, ThreadFactory threads) {
    try {
      selector = opening.open();
    } catch (IOException failure) {
      throw new UncheckedIOException("no selector for Unix sockets", failure);
    }
    try {
      thread = threads.newThread(this::run);
      thread.start();
    } catch (Throwable failure) {
      closeSelector();
      throw failure;
    }
  }

  /// How a selector is opened.
  interface Opening {
    Selector open() throws IOException;
  }

  /// What is attached to a channel's key.
  interface Watcher {
    /// The channel is ready for something that its key asked for.
    void ready(SelectionKey key);

    /// The peer has hung up, and the selector forgets the channel, which is still open.
    ///
    /// From here on no read waits: what the peer has sent is there, and then its end.
    void hungUp();

    /// The loop ends: close the channel, and tell whom it concerns.
    void loopEnds();
  }

  private record Resting(long untilNanos, Runnable task) {}

  @Override
  public boolean execute(Runnable task) {
    tasks.add(task);
    if (ended && tasks.remove(task)) {
      return false;
    }
    if (!awake.get() && awake.compareAndSet(false, true)) {
      selector.wakeup();
    }
    return true;
  }

  /// Runs the task on the loop's thread after a short rest; loop thread only.
  void afterRest(Runnable task) {
    resting.add(new Resting(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REST_MILLIS), task));
  }

  SelectionKey register(SelectableChannel channel, Watcher watcher) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, 0, watcher);
  }

  /// The watcher has closed its channel; loop thread only.
  void closed(Watcher watcher) {
    adrift.remove(watcher);
  }

  /// Closes a channel; there is nothing to be done where even that fails.
  static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException failure) {
      log().log(Level.DEBUG, "closing a channel", failure);
    }
  }

  /// Forgets an interrupt that a handler has left behind; loop thread only.
  ///
  /// It must not make the selector spin, and junixsocket closes a channel that an interrupted
  /// thread uses: so this stands before each such use that a handler may precede.
  static void forgetInterrupt() {
    var _ = Thread.interrupted();
  }

  boolean isCurrentThread() {
    return Thread.currentThread().equals(thread);
  }

  boolean closing() {
    return closing;
  }

  /// The buffer for incoming bytes, empty; shared by all links of the loop.
  ByteBuffer readBuffer() {
    return readBuffer.clear();
  }

  /// The buffer for outgoing bytes, empty; shared by all links of the loop.
  ByteBuffer writeBuffer() {
    return writeBuffer.clear();
  }

  @Override
  public void close() {
    closing = true;
    execute(() -> {});
    if (isCurrentThread()) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true; // the caller learns of it below; the loop's channels never do
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closing) {
        select();
        if (woken) {
          letTheWakerGoOn();
        }
        runTasks();
        runRested();
      }
    } catch (IOException | ClosedSelectorException failure) {
      log().log(Level.ERROR, "the selector failed; all its links are closed", failure);
    } finally {
      end();
    }
  }

  private void select() throws IOException {
    up = false;
    awake.set(false);
    if (tasks.isEmpty()) {
      selector.select(this::dispatch, millisToWait());
    } else {
      selector.selectNow(this::dispatch);
    }
    getUp();
    forgetInterrupt();
  }

  /// Called as soon as the wait is over: who has a task from now on need not wake anybody, for all
  /// tasks are run before the next wait.
  private void getUp() {
    if (!up) {
      up = true;
      woken = !awake.compareAndSet(false, true);
    }
  }

  /// Whoever wakes the loop with one message often has the next ones in hand, and the scheduler
  /// likes to put the loop in his place: given the core back, he goes on, and they leave together.
  ///
  /// With nobody else on the core it does nothing, and nothing but the sizes of writes depends on
  /// it.
  @SuppressWarnings("ThreadPriorityCheck")
  private static void letTheWakerGoOn() {
    Thread.yield();
  }

  private void dispatch(SelectionKey key) {
    getUp();
    Watcher watcher = (Watcher) key.attachment();
    try {
      if (key.isValid()) {
        watcher.ready(key);
      } else if (key.channel().isOpen()) { // else closed by a callback of the same turn
        adrift.add(watcher);
        watcher.hungUp();
      }
    } catch (Throwable thrown) {
      wentWrong(thrown);
    }
  }

  private void runTasks() {
    for (int i = 0; i < TASKS_PER_TURN; i++) {
      Runnable task = tasks.poll();
      if (task == null) {
        return;
      }
      guarded(task);
    }
  }

  private void runRested() {
    for (Resting first; (first = resting.peek()) != null && first.untilNanos() <= now(); ) {
      resting.remove();
      guarded(first.task());
    }
  }

  /// How long the selector may block; never 0, which junixsocket takes for "not at all".
  private long millisToWait() {
    Resting first = resting.peek();
    return first == null
        ? FOR_LONG_MILLIS
        : Math.max(1, (first.untilNanos() - now()) / 1_000_000 + 1);
  }

  private static long now() {
    return System.nanoTime();
  }

  private void end() {
    closing = true;
    for (SelectionKey key : List.copyOf(selector.keys())) {
      guarded(((Watcher) key.attachment())::loopEnds);
    }
    for (Watcher watcher : List.copyOf(adrift)) {
      guarded(watcher::loopEnds);
    }
    ended = true;
    for (Runnable task; (task = tasks.poll()) != null; ) {
      guarded(task);
    }
    closeSelector();
  }

  private void closeSelector() {
    try {
      selector.close();
    } catch (IOException failure) {
      log().log(Level.DEBUG, "closing the selector", failure);
    }
  }

  /// Whatever one task or handler throws, the others go on.
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable thrown) {
      wentWrong(thrown);
    }
  }

  private static void wentWrong(Throwable thrown) {
    try {
      log().log(Level.ERROR, "a callback of the transport threw; the loop goes on", thrown);
    } catch (Throwable _) { // whoever writes the log threw, too: nobody is left to be told
    }
  }

  private static System.Logger log() {
    return System.getLogger(SelectorLoop.class.getName());
  }
}
