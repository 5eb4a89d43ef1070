package dev.handfast.cli.process;

import java.io.Serial;

/// A command could not be started; nothing runs.
public final class CannotStart extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /// What a shell exits with where there is no such command.
  public static final int NOT_FOUND = 127;

  /// What a shell exits with where the command is there and cannot be run.
  public static final int NOT_RUNNABLE = 126;

  /// The code of the `task_error` of a worker whose command could not be started: `exit_127` is
  /// also what a command's own exit may be.
  public static final String ERROR = "cannot_start";

  private final int exitCode;

  CannotStart(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /// [#NOT_FOUND] or [#NOT_RUNNABLE], as a shell would exit.
  public int exitCode() {
    return exitCode;
  }
}
