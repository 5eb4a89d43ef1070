/// Unix domain sockets behind one seam: open, accept, read, write, close.
///
/// In: paths and bytes. Out: bytes and the news of a stream's life. Never knows: messages, states.
@NullMarked
package dev.handfast.transport;

import org.jspecify.annotations.NullMarked;
