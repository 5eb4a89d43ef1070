package dev.handfast.cli.delegate.plan;

import dev.handfast.message.StatusUpdate;

/// What happened to one task.
public sealed interface TaskEvent {

  /// There is a place for it.
  record PlaceFound() implements TaskEvent {}

  /// Somebody calls it off.
  ///
  /// @param reason why
  record CancelRequested(String reason) implements TaskEvent {}

  /// It has taken as long as it may, all attempts together.
  ///
  /// @param limit how long that is, in words for a person
  record TimeUp(String limit) implements TaskEvent {}

  /// What happened to one attempt; about an earlier one than the current it means nothing.
  sealed interface OfAttempt extends TaskEvent {
    /// Which one.
    int attempt();
  }

  /// Its process runs.
  record Launched(int attempt) implements OfAttempt {}

  /// There is no process, and there will be none.
  ///
  /// @param attempt which one
  /// @param reason why
  record LaunchFailed(int attempt, String reason) implements OfAttempt {}

  /// Its process has connected and may join; comes before its ack is written.
  record MayJoin(int attempt) implements OfAttempt {}

  /// Its worker has joined.
  record Joined(int attempt) implements OfAttempt {}

  /// Its worker told what it does.
  ///
  /// @param attempt which one
  /// @param update what it told
  record Reported(int attempt, StatusUpdate update) implements OfAttempt {}

  /// Its worker told of an error after which it may go on.
  ///
  /// @param attempt which one
  /// @param error the error
  record Stumbled(int attempt, Outcome.Failed error) implements OfAttempt {}

  /// Its worker gave its result.
  ///
  /// @param attempt which one
  /// @param outcome what the result says
  record Concluded(int attempt, Outcome outcome) implements OfAttempt {}

  /// Its connection has ended; comes after everything that it brought.
  ///
  /// @param attempt which one
  /// @param cause why, in words for a person
  record Left(int attempt, String cause) implements OfAttempt {}

  /// Its process is gone, and every process that it started.
  ///
  /// @param attempt which one
  /// @param exitCode the process's, 128 + n for signal n
  record Exited(int attempt, int exitCode) implements OfAttempt {}

  /// Something that was waited for did not come in time.
  ///
  /// @param attempt which one
  /// @param missing what
  /// @param patience how long it was waited for, in words for a person
  record Overdue(int attempt, Wait missing, String patience) implements OfAttempt {}
}
