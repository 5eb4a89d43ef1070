/// What the samples say: spread, ratios, targets, tables and plots.
///
/// In: samples. Out: `RESULTS.md`, `results.json` and pictures. It never runs anything.
@NullMarked
package dev.handfast.bench.report;

import org.jspecify.annotations.NullMarked;
