package dev.handfast.cli.process;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A process and everything that came from it, also where a parent in between has ended.
///
/// A process is known by its number and the instant of its start: one that got the number of a dead
/// one is another process, and never touched.
public final class ProcessTree {
  /// 10 s: what the system takes at most to end processes that were killed.
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

  /// 10 ms between two looks at first: most commands end at once when they are told to.
  private static final long FIRST_LOOK_NANOS = 10_000_000;

  /// 160 ms between two looks at last: no load while something takes its time.
  private static final long LAST_LOOK_NANOS = 160_000_000;

  private final ProcessHandle root;
  private final Mark mark;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, ProcessHandle> known = new LinkedHashMap<>();

  ProcessTree(ProcessHandle root, Mark mark) {
    this.root = root;
    this.mark = mark;
    known.put(root.pid(), root);
  }

  /// The first process's number.
  long pid() {
    return root.pid();
  }

  /// Whether a process says by its environment that it came from this tree.
  boolean hasMarked(long pid) {
    return ProcessHandle.of(pid).filter(mark::isOn).isPresent();
  }

  /// What is running of it now, the first process included.
  public List<ProcessHandle> running() {
    lock.lock();
    try {
      known.values().removeIf(process -> !Life.goesOn(process));
      List.copyOf(known.values()).forEach(this::learnDescendants);
      ProcessHandle.allProcesses()
          .filter(process -> !known.containsKey(process.pid()))
          .filter(mark::isOn)
          .toList()
          .forEach(this::learn);
      known.values().removeIf(process -> !Life.goesOn(process));
      return List.copyOf(known.values());
    } finally {
      lock.unlock();
    }
  }

  /// Waits until nothing of it is running; false where the limit passed first.
  public boolean awaitEnd(Duration limit) {
    return await(limit, () -> running().isEmpty());
  }

  /// Ends it all: asks each process (SIGTERM), waits for the grace, kills what is left (SIGKILL),
  /// and what that left behind. Also an interrupted thread goes on to the end.
  public Ended end(Duration grace) {
    List<ProcessHandle> asked = running();
    asked.forEach(ProcessHandle::destroy);
    if (asked.isEmpty() || awaitEnd(grace)) {
      return new Ended(asked, List.of(), List.of());
    }
    Map<Long, ProcessHandle> killed = new LinkedHashMap<>();
    boolean gone =
        await(
            KILL_PATIENCE,
            () -> {
              List<ProcessHandle> left = running();
              left.forEach(ProcessHandle::destroyForcibly);
              left.forEach(process -> killed.put(process.pid(), process));
              return left.isEmpty();
            });
    return new Ended(asked, List.copyOf(killed.values()), gone ? List.of() : running());
  }

  /// What an end took.
  ///
  /// @param asked the processes that were asked to end
  /// @param killed those that had to be killed, later ones included
  /// @param left those that could not even be killed: another user's, or stuck in the system
  public record Ended(
      List<ProcessHandle> asked, List<ProcessHandle> killed, List<ProcessHandle> left) {

    /// One clause for a message, such as `2 processes ended, 1 of them killed`.
    public String message() {
      long all = Stream.concat(asked.stream(), killed.stream()).distinct().count();
      return (all == 1 ? "1 process" : all + " processes")
          + " ended"
          + (killed.isEmpty() ? "" : ", %d of them killed".formatted(killed.size()))
          + (left.isEmpty() ? "" : "; these cannot be ended: " + pids(left));
    }

    private static String pids(List<ProcessHandle> processes) {
      return String.join(", ", processes.stream().map(each -> "" + each.pid()).toList());
    }
  }

  /// The system lists children by their parent's number: the answer holds only where the parent is
  /// the same process before and after the question.
  private void learnDescendants(ProcessHandle parent) {
    if (parent.isAlive()) {
      List<ProcessHandle> descendants = parent.descendants().toList();
      if (parent.isAlive()) {
        descendants.forEach(this::learn);
      }
    }
  }

  private void learn(ProcessHandle process) {
    known.put(process.pid(), process);
  }

  private static boolean await(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    long pause = FIRST_LOOK_NANOS;
    boolean interrupted = false;
    try {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        LockSupport.parkNanos(Math.min(pause, left));
        interrupted |= Thread.interrupted(); // it would end every later pause at once
        pause = Math.min(2 * pause, LAST_LOOK_NANOS);
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String toString() {
    return "process " + root.pid() + " and its descendants";
  }
}
