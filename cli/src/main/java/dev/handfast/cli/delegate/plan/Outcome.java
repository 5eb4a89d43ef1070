package dev.handfast.cli.delegate.plan;

import dev.handfast.message.TaskResult;

/// How a task has ended.
public sealed interface Outcome {

  /// The word for it, in tables and events.
  String word();

  /// Why, in words for a person.
  String reason();

  /// The worker said that the task is done.
  ///
  /// @param result what it said
  record Succeeded(TaskResult result) implements Outcome {
    @Override
    public String word() {
      return "succeeded";
    }

    @Override
    public String reason() {
      return result.response();
    }
  }

  /// The task was not done.
  ///
  /// @param reason why, in words for a person
  /// @param retry whether another attempt may help
  record Failed(String reason, Retry retry) implements Outcome {
    @Override
    public String word() {
      return "failed";
    }

    /// The same failure, with more about it.
    Failed and(String more) {
      return new Failed(reason + "; " + more, retry);
    }

    /// The same failure, after which nothing is tried again.
    Failed last() {
      return new Failed(reason, Retry.IS_USELESS);
    }
  }

  /// Somebody called the task off.
  ///
  /// @param reason why, in words for a person
  record Cancelled(String reason) implements Outcome {
    @Override
    public String word() {
      return "cancelled";
    }
  }

  /// The task took longer than it may.
  ///
  /// @param reason how long it may take, in words for a person
  record TimedOut(String reason) implements Outcome {
    @Override
    public String word() {
      return "timed_out";
    }
  }

  /// Whether another attempt may help.
  enum Retry {
    /// A crash, say.
    MAY_HELP,
    /// No such command, say.
    IS_USELESS
  }

  /// A failure that another attempt may mend.
  static Failed failed(String reason) {
    return new Failed(reason, Retry.MAY_HELP);
  }

  /// A failure that comes again with every attempt.
  static Failed failedForGood(String reason) {
    return new Failed(reason, Retry.IS_USELESS);
  }
}
