package dev.handfast.conformance.conform;

import java.time.Duration;
import java.util.Set;

/// How a suite is run.
///
/// @param jobs so many cases at a time
/// @param patience how long what must come may take; only means that something hangs
/// @param budget for everything; what has no turn by then is not run
/// @param ways in which each case is run
public record Options(int jobs, Duration patience, Duration budget, Set<Way> ways) {
  /// Takes a copy.
  public Options {
    ways = Set.copyOf(ways);
  }
}
