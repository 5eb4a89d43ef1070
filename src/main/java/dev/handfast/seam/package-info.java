/// Time and threads behind interfaces, so that a whole client or server runs in a simulated world.
///
/// In: nothing. Out: clocks, alarms, threads. Never knows: bytes, messages, states.
@NullMarked
package dev.handfast.seam;

import org.jspecify.annotations.NullMarked;
