package dev.handfast.conformance.schedule;

import java.util.Optional;

/// What a search saw.
///
/// @param schedules how many it played
/// @param whole how many of them it played to their end; the others it broke off where all that
///   could follow had followed before
/// @param exhausted up to how many preemptions all schedules were played, [#UNBOUNDED] where all
///   were; -1 where none were counted
/// @param moments how often there was something to choose in the longest schedule
/// @param threads the most threads that could have gone on at once
/// @param failure the first that went wrong, if one did
public record Outcome(
    long schedules,
    long whole,
    int exhausted,
    int moments,
    int threads,
    Optional<Failure> failure) {

  /// Any number of threads lost their turn, any number of times.
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /// The probability with which one run of PCT finds a bug that takes three orderings, if there is
  /// one: at least this.
  public double chance() {
    return Priorities.chance(threads, moments);
  }
}
