package dev.handfast.conformance.world;

import dev.handfast.seam.Threads;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/// Threads that are only tasks in a queue; whoever owns the world runs them, when it wants.
public final class QueuedThreads implements Threads {
  private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();

  /// Nothing waits.
  public QueuedThreads() {}

  /// Something that waits for its thread.
  ///
  /// @param name the thread's name
  /// @param body what it does
  public record Task(String name, Runnable body) {}

  @Override
  public Thread platform(String name, Runnable task) {
    throw new IllegalStateException("no loop has a thread of its own in this world: " + name);
  }

  @Override
  public void start(String name, Runnable task) {
    tasks.add(new Task(name, task));
  }

  /// The names of what waits, in order.
  public List<String> waiting() {
    return tasks.stream().map(Task::name).toList();
  }

  /// Runs the first task that the predicate lets run; false where there is none.
  public boolean runOne(Predicate<String> mayRun) {
    for (Task task : tasks) {
      if (mayRun.test(task.name())) {
        tasks.remove(task);
        task.body().run();
        return true;
      }
    }
    return false;
  }
}
