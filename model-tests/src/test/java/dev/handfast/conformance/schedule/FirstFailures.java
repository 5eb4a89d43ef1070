package dev.handfast.conformance.schedule;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// How many schedules it takes until a mutant is found, by each way to search.
///
/// @param mutant what was to be found
/// @param exhaustive how many of the schedules with at most two preemptions
/// @param drawn by each strategy, in their order, the median; empty where most campaigns missed it
record FirstFailures(Mutant mutant, long exhaustive, List<OptionalLong> drawn) {
  /// 9 campaigns each, so that the median is one of them.
  static final int CAMPAIGNS = 9;

  /// 3,000 schedules for each campaign.
  static final int BUDGET = 3_000;

  private static final int EXHAUSTIVE_BUDGET = 50_000;

  static FirstFailures of(Mutant mutant) {
    var explorer = new Explorer(mutant.scenario(), finding -> finding.kind() == mutant.kind());
    Outcome exhaustive = explorer.exhaust(2, EXHAUSTIVE_BUDGET);
    return new FirstFailures(
        mutant,
        exhaustive.failure().orElseThrow().schedule(),
        List.of(Strategy.values()).stream().map(by -> median(explorer, by)).toList());
  }

  private static OptionalLong median(Explorer explorer, Strategy strategy) {
    long[] found =
        LongStream.range(0, CAMPAIGNS)
            .map(
                seed ->
                    explorer
                        .draw(List.of(strategy), seed, BUDGET)
                        .failure()
                        .map(Failure::schedule)
                        .orElse(Long.MAX_VALUE))
            .sorted()
            .toArray();
    long median = found[CAMPAIGNS / 2];
    return median == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(median);
  }
}
