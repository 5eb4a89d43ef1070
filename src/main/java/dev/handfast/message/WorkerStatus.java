package dev.handfast.message;

/// What a worker is doing.
public enum WorkerStatus implements Spelt {
  /// It has connected and prepares its task.
  STARTING("starting"),
  /// It has nothing to do.
  IDLE("idle"),
  /// It waits for its model.
  THINKING("thinking"),
  /// It runs a tool.
  TOOL_CALL("tool_call"),
  /// It waits for an answer to a permission request.
  WAITING_PERMISSION("waiting_permission"),
  /// Its task is done.
  COMPLETE("complete"),
  /// Its task ended with an error.
  FAILED("failed"),
  /// Its task was cancelled.
  CANCELLED("cancelled");

  private final String wire;

  WorkerStatus(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
