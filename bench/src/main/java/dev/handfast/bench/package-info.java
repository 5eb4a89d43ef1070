/// Runs the contenders side by side, round after round, and keeps what they say.
///
/// In: what to measure. Out: samples, for `report`. It never knows how a contender works: it starts
/// processes, and reads a line of JSON from each.
@NullMarked
package dev.handfast.bench;

import org.jspecify.annotations.NullMarked;
