package dev.handfast.conformance.socket;

import dev.handfast.conformance.script.Child;
import dev.handfast.seam.Threads;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The system's threads, but those that ask for a verdict wait until the script gives it.
final class Verdicts implements Threads {
  private static final String VERDICT = "handfast-verdict-";

  private final ConcurrentLinkedQueue<Held> held = new ConcurrentLinkedQueue<>();

  private record Held(String child, Runnable task) {}

  @Override
  public Thread platform(String name, Runnable task) {
    return Threads.system().platform(name, task);
  }

  @Override
  public void start(String name, Runnable task) {
    if (name.startsWith(VERDICT)) {
      held.add(new Held(name.substring(VERDICT.length()), task));
    } else {
      Threads.system().start(name, task);
    }
  }

  /// Who waits, oldest first.
  List<String> awaited() {
    return held.stream().map(Held::child).toList();
  }

  /// Lets the oldest of that name ask, on the calling thread.
  void letAsk(Child child) {
    for (Held each : held) {
      if (each.child().equals(child.id())) {
        held.remove(each);
        each.task().run();
        return;
      }
    }
  }
}
