package dev.handfast.conformance.socket;

import dev.handfast.conformance.script.Child;
import dev.handfast.seam.Threads;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The system's threads, but those that ask for a verdict wait until the script gives it, and those
/// of handlers that rest until they work again.
final class ScriptedThreads implements Threads {
  private static final String VERDICT = "handfast-verdict-";

  private final ConcurrentLinkedQueue<Held> verdicts = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Map<String, Integer> running = new HashMap<>();
  private final Set<String> resting = new HashSet<>();
  private final ConcurrentLinkedQueue<Held> handlers = new ConcurrentLinkedQueue<>();

  private record Held(String name, Runnable task) {}

  @Override
  public Thread platform(String name, Runnable task) {
    return Threads.system().platform(name, task);
  }

  @Override
  public void start(String name, Runnable task) {
    if (name.startsWith(VERDICT)) {
      verdicts.add(new Held(name.substring(VERDICT.length()), task));
      return;
    }
    lock.lock();
    try {
      if (resting.contains(name)) {
        handlers.add(new Held(name, task));
        return;
      }
      running.merge(name, 1, Integer::sum);
    } finally {
      lock.unlock();
    }
    Threads.system().start(name, () -> run(name, task));
  }

  private void run(String name, Runnable task) {
    try {
      task.run();
    } finally {
      lock.lock();
      try {
        running.merge(name, -1, Integer::sum);
        ended.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Starts no task of that name from here on, and returns when none runs.
  void rest(String name) {
    lock.lock();
    try {
      resting.add(name);
      while (running.getOrDefault(name, 0) > 0) {
        ended.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Starts what was held back.
  void work(String name) {
    lock.lock();
    try {
      resting.remove(name);
    } finally {
      lock.unlock();
    }
    List<Held> waited = handlers.stream().filter(held -> held.name().equals(name)).toList();
    handlers.removeAll(waited);
    waited.forEach(held -> start(name, held.task()));
  }

  /// Whose verdict is awaited, oldest first.
  List<String> awaited() {
    return verdicts.stream().map(Held::name).toList();
  }

  /// Lets the oldest of that name ask, on the calling thread.
  void letAsk(Child child) {
    for (Held each : verdicts) {
      if (each.name().equals(child.id())) {
        verdicts.remove(each);
        each.task().run();
        return;
      }
    }
  }
}
