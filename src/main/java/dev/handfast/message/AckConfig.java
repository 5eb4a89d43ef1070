package dev.handfast.message;

import java.util.List;
import java.util.OptionalLong;

/// How the orchestrator wants an accepted worker to work.
///
/// @param autoApprove names of tools that need no permission; left out on the wire where empty
/// @param timeout the task's time limit in milliseconds
public record AckConfig(List<String> autoApprove, OptionalLong timeout) {

  /// Copies the list.
  public AckConfig {
    autoApprove = List.copyOf(autoApprove);
  }
}
