package dev.handfast.cli.permission;

import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;

/// Gives every request the same answer, and asks nobody.
public enum AutoApprover implements Approver {
  /// Every tool runs.
  APPROVE,
  /// No tool runs; workers go on without.
  DENY,
  /// No tool runs; a worker that asks ends its task.
  ABORT;

  @Override
  public Decision decide(String childId, PermissionRequest request) {
    return switch (this) {
      case APPROVE -> Decision.approve();
      case DENY -> Decision.deny();
      case ABORT -> Decision.abort();
    };
  }
}
