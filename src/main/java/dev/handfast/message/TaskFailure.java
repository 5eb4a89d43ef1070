package dev.handfast.message;

import java.util.Optional;

/// What went wrong with a task.
///
/// @param message what happened, for a person
/// @param code what happened, for a program
/// @param recoverable whether the worker goes on, or another attempt may help
public record TaskFailure(String message, Optional<String> code, boolean recoverable) {

  /// A failure that another attempt does not mend.
  public static TaskFailure fatal(String message) {
    return new TaskFailure(message, Optional.empty(), false);
  }

  /// A failure after which the worker goes on, or another attempt may help.
  public static TaskFailure recoverable(String message) {
    return new TaskFailure(message, Optional.empty(), true);
  }

  /// The same failure with a code for programs.
  public TaskFailure withCode(String code) {
    return new TaskFailure(message, Optional.of(code), recoverable);
  }
}
