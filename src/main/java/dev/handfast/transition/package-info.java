/// The two state machines: what happened goes in, the next state and the orders come out.
///
/// In: events. Out: states and effects. Never knows: sockets, clocks, threads, randomness, logging.
/// Start reading at [dev.handfast.transition.ClientHandshake].
@NullMarked
package dev.handfast.transition;

import org.jspecify.annotations.NullMarked;
