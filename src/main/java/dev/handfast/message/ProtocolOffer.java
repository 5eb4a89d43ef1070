package dev.handfast.message;

import java.util.List;

/// What a worker can speak.
///
/// @param versions versions of the protocol, each 1 or more
/// @param capabilities names of optional parts
public record ProtocolOffer(List<Long> versions, List<String> capabilities) {

  /// Copies the lists and checks the versions.
  ///
  /// @throws IllegalArgumentException where a version is below 1
  public ProtocolOffer {
    versions = List.copyOf(versions);
    capabilities = List.copyOf(capabilities);
    versions.forEach(ProtocolChoice::checkVersion);
  }

  /// Whether the worker speaks this version.
  public boolean speaks(long version) {
    return versions.contains(version);
  }
}
