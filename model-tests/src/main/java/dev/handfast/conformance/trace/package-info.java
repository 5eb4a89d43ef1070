/// What a wire trace may show: the protocol, as one sees it who only watches.
///
/// In: the entries of traces. Out: whether they are possible, and if not, where, why, and what
/// would have been. Never knows: the machines; it is another voice, held against the model by TLC.
@NullMarked
package dev.handfast.conformance.trace;

import org.jspecify.annotations.NullMarked;
