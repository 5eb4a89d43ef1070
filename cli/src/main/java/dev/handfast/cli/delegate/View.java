package dev.handfast.cli.delegate;

import dev.handfast.cli.delegate.plan.Outcome;
import dev.handfast.cli.delegate.plan.TaskState;
import dev.handfast.message.Decision;
import dev.handfast.message.Log;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.StatusUpdate;

/// Where a person or a program sees what happens; any thread may tell it.
interface View extends AutoCloseable {

  /// The workers are about to start.
  void begun(Order order);

  /// A task stands elsewhere than before.
  void moved(String task, TaskState from, TaskState to);

  /// A worker told what it does.
  void reported(String task, StatusUpdate update);

  /// A worker sent a piece of its output.
  void said(String task, Log log);

  /// A worker's process wrote a line beside the connection.
  void wrote(String task, String line);

  /// A task goes to another attempt.
  void retried(String task, int attempt, Outcome.Failed failure);

  /// A worker asks for a permission.
  void asked(String task, PermissionRequest request);

  /// A worker's request has its answer.
  void answered(String task, PermissionRequest request, Decision decision);

  /// Something else to know.
  void noted(String note);

  /// Everything is over.
  void finished(Summary summary);

  /// Leaves the terminal as it was.
  @Override
  void close();
}
