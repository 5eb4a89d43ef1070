package dev.handfast.cli.permission;

import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;

/// Decides whether a worker's tool may run.
@FunctionalInterface
public interface Approver {

  /// Decides, and may wait for a person meanwhile; any thread, also several at once.
  ///
  /// @param childId who asks
  /// @param request what is to be confirmed
  /// @throws InterruptedException where the thread is interrupted: the question is withdrawn, and
  ///   nobody needs an answer any more
  Decision decide(String childId, PermissionRequest request) throws InterruptedException;
}
