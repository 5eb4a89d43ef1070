package dev.handfast.cli.delegate;

import dev.handfast.cli.delegate.plan.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How everything has ended.
///
/// @param ends one for each task, in the order given
record Summary(List<End> ends) {
  Summary {
    ends = List.copyOf(ends);
  }

  /// How one task has ended.
  ///
  /// @param id the task
  /// @param outcome how it ended
  /// @param attempts how many were made
  /// @param took from its first start to its end; zero where it never started
  /// @param lastLines what its worker wrote last
  /// @param kept a worktree that was kept, and why
  record End(
      String id,
      Outcome outcome,
      int attempts,
      Duration took,
      List<String> lastLines,
      Optional<String> kept) {}

  boolean isGood() {
    return ends.stream().allMatch(end -> end.outcome() instanceof Outcome.Succeeded);
  }

  /// How many ended with this word.
  long count(String word) {
    return ends.stream().filter(end -> end.outcome().word().equals(word)).count();
  }
}
