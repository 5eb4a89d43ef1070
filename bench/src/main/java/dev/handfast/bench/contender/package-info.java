/// The programs that are measured: each moves the same frames its own way, set up as its own
/// documentation recommends.
///
/// In: a role, a socket and a workload on the command line. Out: one line of JSON. Nothing here
/// knows what the others do, or what becomes of the figures.
@NullMarked
package dev.handfast.bench.contender;

import org.jspecify.annotations.NullMarked;
