/// Machines in an ideal world, and rooms in which the real client and server are held against them,
/// stimulus by stimulus.
///
/// In: the transition functions. Out: stimuli that can be forced on a real socket, and what must be
/// seen after each. Never knows: what is right; the formal model says that of the machines. Which
/// walks are gone is the tests' choice.
@NullMarked
package dev.handfast.conformance.walk;

import org.jspecify.annotations.NullMarked;
