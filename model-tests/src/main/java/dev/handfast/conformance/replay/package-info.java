/// Failures that can be sent in a message: tokens, and what plays them again.
///
/// In: a token. Out: the life that it names, played in memory or over a real socket, and judged by
/// the reference. Never knows: how a script was found.
@NullMarked
package dev.handfast.conformance.replay;

import org.jspecify.annotations.NullMarked;
