package dev.handfast.message;

import dev.handfast.Role;

/// Who may send a type of frame.
public enum Sender {
  /// Workers only.
  WORKER,
  /// The orchestrator only.
  ORCHESTRATOR,
  /// Both roles.
  EITHER;

  /// Whether this role may send the type.
  public boolean allows(Role role) {
    return switch (this) {
      case WORKER -> role == Role.WORKER;
      case ORCHESTRATOR -> role == Role.ORCHESTRATOR;
      case EITHER -> true;
    };
  }
}
