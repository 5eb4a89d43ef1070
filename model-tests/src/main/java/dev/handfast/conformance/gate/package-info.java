/// Looks for races in a client of any language, and makes what it finds short.
@NullMarked
package dev.handfast.conformance.gate;

import org.jspecify.annotations.NullMarked;
