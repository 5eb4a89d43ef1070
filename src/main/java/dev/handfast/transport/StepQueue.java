package dev.handfast.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// An owner whose tasks wait until somebody runs them, one by one, in order.
final class StepQueue implements Owner {
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  @Override
  public boolean execute(Runnable task) {
    return tasks.add(task);
  }

  /// Does nothing: the tasks are run by whoever steps.
  @Override
  public void close() {}

  /// Runs the first task; false where there is none.
  boolean runOne() {
    Runnable task = tasks.poll();
    if (task == null) {
      return false;
    }
    task.run();
    return true;
  }
}
