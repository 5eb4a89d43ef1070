/// Tests generated from the machines: walks over every transition and every pair of them, and
/// suites that reject every machine with a few states more.
///
/// In: the transition functions. Out: stimuli that can be forced on a real socket, and what must be
/// seen after each. Never knows: what is right; the formal model says that of the machines.
@NullMarked
package dev.handfast.conformance.walk;

import org.jspecify.annotations.NullMarked;
