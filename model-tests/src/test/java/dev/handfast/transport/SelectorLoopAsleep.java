package dev.handfast.transport;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;

/// What mutants of the loop do.
///
/// One looks for tasks before it says that it sleeps, and whoever leaves one in between wakes
/// nobody. Another one takes a task without looking whether the loop has ended meanwhile.
public final class SelectorLoopAsleep {
  private static final ThreadLocal<AtomicBoolean> AWAKE =
      ThreadLocal.withInitial(AtomicBoolean::new);

  private SelectorLoopAsleep() {}

  /// Remembers what is to be said.
  public static void set(AtomicBoolean awake, boolean asleep, SelectorLoop loop) {
    AWAKE.set(awake);
  }

  /// Looks, and says it then.
  public static boolean isEmpty(Queue<Runnable> tasks, SelectorLoop loop) {
    boolean empty = tasks.isEmpty();
    AWAKE.get().set(false);
    return empty;
  }

  /// Leaves the task where nobody will run it any more.
  public static boolean remove(Queue<Runnable> tasks, Object task, SelectorLoop loop) {
    return false;
  }
}
