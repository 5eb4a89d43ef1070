package dev.handfast.transport;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a mutant does instead of saying that it sleeps before it looks for tasks: it looks first,
/// and whoever leaves one in between wakes nobody.
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
}
