package dev.handfast.message;

/// What sort of output a log message carries.
public enum LogLevel implements Spelt {
  /// The model's own text, piece by piece.
  TEXT("text"),
  /// Output of a tool.
  TOOL("tool"),
  /// Something to know.
  INFO("info"),
  /// Something to look at.
  WARN("warn"),
  /// Something that failed.
  ERROR("error");

  private final String wire;

  LogLevel(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
