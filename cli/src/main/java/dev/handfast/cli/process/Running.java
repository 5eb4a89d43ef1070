package dev.handfast.cli.process;

import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/// A program that was started.
public final class Running {
  private final Process process;
  private final ProcessTree tree;

  Running(Process process, ProcessTree tree) {
    this.process = process;
    this.tree = tree;
  }

  /// Its process's number.
  public long pid() {
    return process.pid();
  }

  /// Its process.
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /// What it writes to its output.
  public InputStream output() {
    return process.getInputStream();
  }

  /// What it writes to its error output; empty where that goes among its output.
  public InputStream errors() {
    return process.getErrorStream();
  }

  /// Its exit code, when it has ended: 128 and the signal's number where a signal ended it.
  public CompletableFuture<Integer> exit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /// It, and everything that came from it.
  public ProcessTree tree() {
    return tree;
  }
}
