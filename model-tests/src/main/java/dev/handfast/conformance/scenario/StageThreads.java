package dev.handfast.conformance.scenario;

import dev.handfast.conformance.schedule.Stage;
import dev.handfast.seam.Threads;

/// The library's threads are threads of the stage.
record StageThreads(Stage stage) implements Threads {
  @Override
  public Thread platform(String name, Runnable task) {
    throw new IllegalStateException("no loop has a thread of its own on this stage: " + name);
  }

  @Override
  public void start(String name, Runnable task) {
    stage.thread(name, task);
  }
}
