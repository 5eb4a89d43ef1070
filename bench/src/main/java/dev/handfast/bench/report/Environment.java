package dev.handfast.bench.report;

import java.util.Map;
import java.util.Optional;

/// Where and how a run was made.
///
/// @param machine facts such as processor, kernel and memory, in order
/// @param versions of everything that takes part, in order
/// @param began when, in ISO 8601
/// @param minutes how long it took
/// @param coreMinutes how long all but the curves took
/// @param rounds how many rounds
/// @param fork how many rounds a pair of processes lives
/// @param busyCores how many cores others kept busy when it began; negative where unknown
/// @param asleep why idle cores sleep; empty where they were kept awake
/// @param lessened what this machine's limits made less of, so that no target is judged; empty
///   where nothing is
/// @param quick whether hardly anything was done: then no figure means anything
public record Environment(
    Map<String, String> machine,
    Map<String, String> versions,
    String began,
    double minutes,
    double coreMinutes,
    int rounds,
    int fork,
    double busyCores,
    Optional<String> asleep,
    Optional<String> lessened,
    boolean quick) {

  /// Half a core: more than an idle machine shows.
  private static final double BUSY = 0.5;

  /// Whether the figures say anything about a target.
  public boolean judges() {
    return !quick && lessened.isEmpty();
  }

  /// Whether others worked on the machine, so that absolute figures mean little.
  public boolean noisy() {
    return busyCores > BUSY;
  }
}
