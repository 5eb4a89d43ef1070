/// The one loop: bytes become events, events become steps, effects become bytes.
///
/// In: calls, bytes, alarms. Out: bytes, outcomes, callbacks. Never knows: what a step decides, nor
/// why. Everything that is not deterministic comes in through one of three seams: the transport,
/// the [dev.handfast.seam.Clock], the [dev.handfast.seam.Threads].
@NullMarked
package dev.handfast.driver;

import org.jspecify.annotations.NullMarked;
