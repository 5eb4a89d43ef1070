/// Runs cases: they and a subject come in, verdicts go out. It decides nothing by waiting: a time
/// limit only ever means that something hangs.
@NullMarked
package dev.handfast.conformance.conform;

import org.jspecify.annotations.NullMarked;
