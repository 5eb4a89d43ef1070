/// The same scripts over a real Unix socket: the library's own transport, clock and threads, and a
/// peer made of nothing but a channel.
///
/// In: scripts without waiting. Out: differences. Never knows: what is right; it asks the
/// reference.
@NullMarked
package dev.handfast.conformance.socket;

import org.jspecify.annotations.NullMarked;
