package dev.handfast.conformance.conform;

import java.util.Locale;

/// How a case is run. What comes of it must be the same each way.
public enum Way {
  /// As it stands.
  PLAIN,
  /// The suite writes byte by byte.
  BYTES,
  /// The subject's process stands still whenever the suite does something.
  STOPPED,
  /// Every processor has something else to do.
  LOADED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
