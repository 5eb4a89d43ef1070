/// Real traces are possible, and what is changed in them is noticed.
///
/// In: conversations over a real socket. Out: verdicts. Never knows: the machines.
@NullMarked
package dev.handfast.conformance.trace;

import org.jspecify.annotations.NullMarked;
