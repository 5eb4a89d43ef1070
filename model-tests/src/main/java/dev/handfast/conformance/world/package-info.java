/// A world in memory, with a clock and threads that move only when told: the real client and server
/// live in it unchanged.
///
/// In: scripts. Out: accounts of what the real thing did. Never knows: states, or what is right.
@NullMarked
package dev.handfast.conformance.world;

import org.jspecify.annotations.NullMarked;
