/// Whole lives of a worker and its orchestrator without a thread, a socket or a clock: the two
/// machines, a network and time, all drawn from one seed.
///
/// In: a seed. Out: what went wrong in that life. Never knows: how bytes are written, or by whom.
@NullMarked
package dev.handfast.conformance.simulation;

import org.jspecify.annotations.NullMarked;
