package dev.handfast.seam;

/// The seam through which all threads are made.
public interface Threads {

  /// A platform daemon thread, not started, for a loop that lives as long as its owner.
  Thread platform(String name, Runnable task);

  /// Runs a task that may block on a thread of its own.
  void start(String name, Runnable task);

  /// Platform daemon threads for loops, virtual threads for what may block.
  static Threads system() {
    return SystemThreads.INSTANCE;
  }
}
