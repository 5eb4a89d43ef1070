package dev.handfast.bench.report;

/// One figure of one round.
///
/// @param workload what was done
/// @param at the point of a curve, or 0
/// @param contender who did it
/// @param metric what was counted, such as `p50` in microseconds or `rate` in messages a second
/// @param round in which round, from 1
/// @param value the figure
public record Sample(
    String workload, long at, String contender, String metric, int round, double value) {}
