/// The explorer of interleavings: threads of the real code whose turns are chosen, not left to
/// chance.
///
/// In: a scenario and choices. Out: what went wrong, and the choices that show it again. Never
/// knows: what the code under it does, nor what is right; a scenario says both.
@NullMarked
package dev.handfast.conformance.schedule;

import org.jspecify.annotations.NullMarked;
