package dev.handfast.cli.delegate;

import dev.handfast.cli.process.Running;
import dev.handfast.cli.process.Tail;
import java.util.concurrent.CompletableFuture;

/// One attempt at a task: its process, once there is one.
///
/// @param task the task
/// @param number from 1
/// @param process its process; fails where there is none
/// @param tail what it wrote last
record Attempt(Task task, int number, CompletableFuture<Running> process, Tail tail) {
  /// 5 lines: what a person reads of something that failed.
  private static final int LAST_LINES = 5;

  static Attempt of(Task task, int number) {
    return new Attempt(task, number, new CompletableFuture<>(), new Tail(LAST_LINES));
  }
}
