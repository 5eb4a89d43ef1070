package dev.handfast.cli.work;

import dev.handfast.CloseCause;

/// Why a command is ended from outside.
sealed interface Stop {
  /// One clause for a person.
  String message();

  /// The orchestrator called the task off.
  ///
  /// @param reason its words
  record Cancelled(String reason) implements Stop {
    @Override
    public String message() {
      return "cancelled: " + reason;
    }
  }

  /// This process was told to end by a signal.
  record Told() implements Stop {
    @Override
    public String message() {
      return "cancelled: the worker's own process was told to end";
    }
  }

  /// There is no orchestrator any more, or there never was one.
  ///
  /// @param cause how the connection ended
  record Lost(CloseCause cause) implements Stop {
    @Override
    public String message() {
      return cause.message();
    }
  }
}
