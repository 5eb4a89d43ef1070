package dev.handfast.cli.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The last lines of something; any thread may add and ask.
public final class Tail {
  /// 500 characters of a line: what a person may read, whatever a program writes.
  public static final int LINE_LIMIT = 500;

  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<String> lines = new ArrayDeque<>();

  /// @param limit how many lines are kept, at least 1
  public Tail(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("lines to keep: got " + limit + ", wanted at least 1");
    }
    this.limit = limit;
  }

  /// Adds a line; the oldest goes where there is no room, and a long one loses its end.
  public void add(String line) {
    String kept = line.length() <= LINE_LIMIT ? line : line.substring(0, LINE_LIMIT - 1) + "…";
    lock.lock();
    try {
      if (lines.size() == limit) {
        lines.removeFirst();
      }
      lines.addLast(kept);
    } finally {
      lock.unlock();
    }
  }

  /// The last lines, oldest first.
  public List<String> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }
}
