package dev.handfast.driver;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs callbacks one at a time, in order, and outside every lock.
///
/// It asks for a thread only while there is something to run. A callback that throws is logged and
/// does not disturb the next one, nor does one that was interrupted.
public final class Dispatcher implements Executor {
  /// 256 callbacks, then whoever else needs the thread has a turn.
  private static final int TURN = 256;

  private final String name;
  private final Starter starter;
  private final Runnable afterEach;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;
  private volatile @Nullable Thread runner;

  /// Where the callbacks run.
  @FunctionalInterface
  public interface Starter {
    /// Runs a task that runs callbacks until none is left, later than this call or on another
    /// thread.
    void start(String name, Runnable task);
  }

  /// @param name names the thread
  /// @param starter gets a thread, whenever there is something to run again
  /// @param afterEach called after each callback, on its thread, when the count has gone down
  public Dispatcher(String name, Starter starter, Runnable afterEach) {
    this.name = name;
    this.starter = starter;
    this.afterEach = afterEach;
  }

  /// Queues a callback behind all earlier ones and returns at once; any thread.
  @Override
  public void execute(Runnable task) {
    var _ = queue(task);
  }

  /// Has a line logged behind all earlier callbacks, if anybody wants it: where the lines go is
  /// somebody else's code, and a caller may hold a lock. It never throws.
  public void log(Logger log, Level level, Supplier<String> line) {
    write(log, level, () -> log.log(level, line));
  }

  /// The same with what was thrown.
  public void log(Logger log, Level level, Supplier<String> line, Throwable thrown) {
    write(log, level, () -> log.log(level, line, thrown));
  }

  private void write(Logger log, Level level, Runnable line) {
    try {
      if (log.isLoggable(level)) {
        execute(line);
      }
    } catch (Throwable _) { // nobody to ask, or no thread: what the line tells of goes on
    }
  }

  /// Does as [#execute], and says how many callbacks have not ended yet, this one included.
  int queue(Runnable task) {
    int pending;
    boolean starts;
    lock.lock();
    try {
      tasks.add(task);
      pending = tasks.size();
      starts = !running;
      running = true;
    } finally {
      lock.unlock();
    }
    if (starts) {
      start();
    }
    return pending;
  }

  /// Where no thread is to be had, the next callback that is queued asks again.
  private void start() {
    boolean started = false;
    try {
      starter.start(name, this::drain);
      started = true;
    } finally {
      if (!started) {
        lock.lock();
        try {
          running = false;
        } finally {
          lock.unlock();
        }
      }
    }
  }

  /// How many callbacks have not ended yet.
  public int pending() {
    lock.lock();
    try {
      return tasks.size();
    } finally {
      lock.unlock();
    }
  }

  /// Whether the caller is itself a callback of this dispatcher, which must not wait for the
  /// others.
  public boolean isRunningMe() {
    return Thread.currentThread().equals(runner);
  }

  private void drain() {
    runner = Thread.currentThread();
    @Nullable Runnable task = first();
    for (int i = 0; i < TURN && task != null; i++) {
      run(task);
      task = next();
    }
    if (task != null) {
      runner = null;
      start();
    }
  }

  private @Nullable Runnable first() {
    lock.lock();
    try {
      return tasks.peek();
    } finally {
      lock.unlock();
    }
  }

  /// Removes the callback that has ended, so that [#pending] counts it until then.
  private @Nullable Runnable next() {
    @Nullable Runnable head;
    lock.lock();
    try {
      tasks.remove();
      head = tasks.peek();
      if (head == null) { // decided under the lock: there is never a second thread
        running = false;
        runner = null; // it would be kept as long as the connection
      }
    } finally {
      lock.unlock();
    }
    afterEach.run();
    return head;
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable thrown) {
      complain(thrown);
    } finally {
      var _ = Thread.interrupted(); // it was meant for this one
    }
  }

  private void complain(Throwable thrown) {
    try {
      log()
          .log(
              Level.ERROR,
              () -> "a handler of " + name + " threw; the next one runs as usual",
              thrown);
    } catch (Throwable _) { // whoever writes the log threw, too: nobody is left to be told
    }
  }

  private static Logger log() {
    return System.getLogger(Dispatcher.class.getName());
  }
}
