package dev.handfast.conformance.conform;

import java.time.Duration;
import java.util.Set;

/// How a suite is run.
///
/// @param jobs so many cases at a time
/// @param patience how long what must come may take; only means that something hangs
/// @param budget for everything; what has no turn by then is not run
/// @param ways in which each case is run
/// @param plays how often a case about time is played at most, where this machine stands still in
///   it
public record Options(int jobs, Duration patience, Duration budget, Set<Way> ways, int plays) {
  /// 5: a machine that stands still so often has no time for cases of time.
  public static final int PLAYS = 5;

  /// Takes a copy.
  public Options {
    ways = Set.copyOf(ways);
  }
}
