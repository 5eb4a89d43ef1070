package dev.handfast.seam;

/// The machine's own threads.
enum SystemThreads implements Threads {
  INSTANCE;

  @Override
  public Thread platform(String name, Runnable task) {
    return Thread.ofPlatform().name(name).daemon(true).unstarted(task);
  }

  @Override
  public void start(String name, Runnable task) {
    Thread.ofVirtual().name(name).start(task);
  }
}
