/// Bytes to lines, and lines to bytes.
///
/// In: chunks of bytes, cut anywhere. Out: lines of valid UTF-8 within a size limit, or one fault
/// after which nothing more comes. Never knows: JSON, messages, states, sockets, clocks or threads.
@NullMarked
package dev.handfast.frame;

import org.jspecify.annotations.NullMarked;
