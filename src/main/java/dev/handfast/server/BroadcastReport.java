package dev.handfast.server;

import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import java.util.Map;

/// What became of a message to all workers: one entry for each, by childId.
///
/// @param accepted the workers for which it was accepted, each with its receipt
/// @param refused the workers for which it was not, each with the reason
public record BroadcastReport(
    Map<String, Receipt> accepted, Map<String, HandfastException> refused) {
  /// Takes copies of the maps.
  public BroadcastReport {
    accepted = Map.copyOf(accepted);
    refused = Map.copyOf(refused);
  }
}
