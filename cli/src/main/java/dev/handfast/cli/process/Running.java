package dev.handfast.cli.process;

import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/// A program that was started.
public final class Running {
  private final Process process;
  private final ProcessTree tree;
  private final InputStream output;
  private final InputStream errors;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  Running(Process process, ProcessTree tree, InputStream output, InputStream errors) {
    this.process = process;
    this.tree = tree;
    this.output = output;
    this.errors = errors;
    // not Process.onExit: it needs a free thread of the pool that everybody shares
    Thread.ofPlatform().daemon().name("exit-of-" + process.pid()).start(this::awaitExit);
  }

  /// Its process's number.
  public long pid() {
    return process.pid();
  }

  /// Its process.
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /// What it and its descendants write to their output; ends when the last of them has closed it.
  public InputStream output() {
    return output;
  }

  /// The same for the error output; empty where that goes among its output.
  public InputStream errors() {
    return errors;
  }

  /// Its exit code, when it has ended: 128 and the signal's number where a signal ended it.
  public CompletableFuture<Integer> exit() {
    return exit.copy();
  }

  /// It, and everything that came from it.
  public ProcessTree tree() {
    return tree;
  }

  private void awaitExit() {
    try {
      exit.complete(process.waitFor());
    } catch (InterruptedException interrupted) {
      exit.completeExceptionally(interrupted);
    }
  }
}
