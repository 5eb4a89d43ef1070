package dev.handfast.message;

import java.util.List;

/// What the orchestrator chose of a worker's offer.
///
/// @param version the version of the protocol, 1 or more
/// @param capabilities names of the optional parts that both use
public record ProtocolChoice(long version, List<String> capabilities) {
  /// The version that this library speaks.
  public static final long VERSION = 1;

  static final long LEAST_VERSION = 1;

  /// Copies the list and checks the version.
  ///
  /// @throws IllegalArgumentException where the version is below 1
  public ProtocolChoice {
    checkVersion(version);
    capabilities = List.copyOf(capabilities);
  }

  static void checkVersion(long version) {
    if (version < LEAST_VERSION) {
      throw new IllegalArgumentException(
          "protocol version: got %d, wanted 1 or more".formatted(version));
    }
  }
}
