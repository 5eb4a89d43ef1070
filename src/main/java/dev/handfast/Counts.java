package dev.handfast;

import java.util.Map;

/// What one connection has counted, at one moment.
///
/// @param framesSent frames that the kernel took to their last byte
/// @param bytesSent their bytes, newlines included
/// @param framesReceived whole lines that arrived
/// @param bytesReceived their bytes, without line endings
/// @param ignored frames that meant nothing, by kind, such as `unknown_type`
public record Counts(
    long framesSent,
    long bytesSent,
    long framesReceived,
    long bytesReceived,
    Map<String, Long> ignored) {
  /// Takes a copy of the map.
  public Counts {
    ignored = Map.copyOf(ignored);
  }
}
