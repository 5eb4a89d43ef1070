package dev.handfast.cli.demo;

import java.io.Serial;

/// The demo could not be played to its end; the message says who is at fault.
public final class DemoFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param message which process, what it did, what it said last
  public DemoFailed(String message) {
    super(message);
  }

  /// @param message what went wrong
  /// @param cause why
  public DemoFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
