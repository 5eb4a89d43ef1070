package dev.handfast.conformance.trace;

import dev.handfast.HandfastEvent;
import dev.handfast.trace.TraceEntry;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Checks the trace of a client or server while it is written; any thread.
public final class Watched implements Consumer<HandfastEvent> {
  private final TraceCheck check = new TraceCheck();
  private final ReentrantLock lock = new ReentrantLock();
  private final String source;
  private long lines;

  /// @param source what the trace is called where something in it is impossible
  public Watched(String source) {
    this.source = source;
  }

  @Override
  public void accept(HandfastEvent event) {
    lock.lock();
    try {
      lines++;
      check.take(new Place(source, lines), TraceEntry.of(event));
    } finally {
      lock.unlock();
    }
  }

  /// What cannot have happened of what was seen by now, a paragraph each.
  public List<String> impossible() {
    lock.lock();
    try {
      return check.report().impossible().stream().map(Impossible::message).toList();
    } finally {
      lock.unlock();
    }
  }
}
