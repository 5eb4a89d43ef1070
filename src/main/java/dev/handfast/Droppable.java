package dev.handfast;

/// A type of message whose loss does no harm: a newer one says more, or it was said for the record.
///
/// Results, permission requests, their answers and cancels are not here: they are never dropped.
public enum Droppable {
  /// A line of a worker's log.
  LOG(Role.WORKER, "log"),
  /// What a worker is doing; the next one replaces it.
  STATUS_UPDATE(Role.WORKER, "status_update"),
  /// What an orchestrator tells a worker on the way.
  INJECT_CONTEXT(Role.ORCHESTRATOR, "inject_context");

  private final Role sender;
  private final String type;

  Droppable(Role sender, String type) {
    this.sender = sender;
    this.type = type;
  }

  /// Who sends messages of this type.
  public Role sender() {
    return sender;
  }

  /// The type as it is spelt on the wire.
  public String type() {
    return type;
  }
}
