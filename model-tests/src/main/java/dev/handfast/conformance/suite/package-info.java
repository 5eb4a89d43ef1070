/// The conformance suite: cases in, and what came of them with a subject out. It knows the wire and
/// the driver protocol, and no implementation.
@NullMarked
package dev.handfast.conformance.suite;

import org.jspecify.annotations.NullMarked;
