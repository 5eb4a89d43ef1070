/// Events on their way to a file and back: what happened, one JSON object a line.
///
/// In: events. Out: lines, and lines as a time-line. Never knows: states, sockets.
@NullMarked
package dev.handfast.trace;

import org.jspecify.annotations.NullMarked;
