package dev.handfast.conformance.schedule;

import java.util.Optional;

/// What a search saw.
///
/// @param schedules how many it played
/// @param exhausted up to how many preemptions all schedules were played; -1 where none were
///   counted
/// @param moments how often there was something to choose in the longest schedule
/// @param threads the most threads that could have gone on at once
/// @param failure the first that went wrong, if one did
public record Outcome(
    long schedules, int exhausted, int moments, int threads, Optional<Failure> failure) {

  /// The probability with which one run of PCT finds a bug that takes three orderings, if there is
  /// one: at least this.
  public double chance() {
    return Priorities.chance(threads, moments);
  }
}
