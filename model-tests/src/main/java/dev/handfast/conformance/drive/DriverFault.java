package dev.handfast.conformance.drive;

import java.io.Serial;

/// A driver that does not do what `spec/DRIVER.md` says, so that nothing can be said of what it
/// drives.
public final class DriverFault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param got what it did
  /// @param wanted what it should have done
  /// @param told the last command that it was told
  /// @param stderr the end of what it said on standard error
  public DriverFault(String got, String wanted, String told, String stderr) {
    super(
        "the driver: got %s, wanted %s behind %s; spec/DRIVER.md says what it must do%s"
            .formatted(
                got,
                wanted,
                told,
                stderr.isEmpty() ? "" : "\nits standard error ends:\n" + stderr));
  }
}
