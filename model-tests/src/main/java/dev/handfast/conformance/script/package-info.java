/// The language in which lives of a worker and of an orchestrator are written down: scripts, and
/// accounts of what came of them.
///
/// In: nothing. Out: steps, words, scripts, accounts; all print short and readable. Never knows:
/// the library. A script says what everybody does, an [Account] what everybody saw.
@NullMarked
package dev.handfast.conformance.script;

import org.jspecify.annotations.NullMarked;
