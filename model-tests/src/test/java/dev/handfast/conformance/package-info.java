/// Our own use of the kit: the real client and server against the reference, in memory and over the
/// socket.
///
/// In: scripts drawn by jqwik. Out: a failure with the shortest script that shows it. Never knows:
/// why.
@NullMarked
package dev.handfast.conformance;

import org.jspecify.annotations.NullMarked;
