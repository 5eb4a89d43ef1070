package dev.handfast.bench;

import java.io.IOException;
import java.util.Map;

/// One thing to measure, in fresh processes or by a pair that lives on.
///
/// @param workload what is done
/// @param at the point of a curve, such as a number of connections; 0 where there is no curve
/// @param contender who does it
/// @param every the number of rounds that share one turn of it; 1 for a turn in each
/// @param work does it once
record Task(String workload, long at, String contender, int every, Work work) {
  /// Measures once.
  @FunctionalInterface
  interface Work {
    Map<String, Double> in(Lab lab) throws IOException, RunFailed, InterruptedException;
  }

  /// Where it stands in a table.
  String name() {
    return at == 0 ? workload + ", " + contender : "%s %d, %s".formatted(workload, at, contender);
  }
}
