package dev.handfast.message;

import java.util.Optional;
import org.immutables.value.Value;

/// Who a worker is and what it is there for, as its handshake says it.
///
/// @param childId its identity: 1 to 256 characters, none of them a control character
/// @param worktree the directory that it works in
/// @param branch the branch that it works on
/// @param task what it is to do, in words
/// @param model the model that it uses
/// @param provider who runs the model
@Value.Builder
public record WorkerIdentity(
    String childId,
    String worktree,
    String branch,
    String task,
    Optional<String> model,
    Optional<String> provider) {

  /// Checks the identity.
  ///
  /// @throws IllegalArgumentException where the childId is no valid identity
  public WorkerIdentity {
    ChildId.check(childId);
  }

  /// A builder; `childId`, `worktree`, `branch` and `task` must be set.
  public static WorkerIdentityBuilder builder() {
    return new WorkerIdentityBuilder();
  }
}
