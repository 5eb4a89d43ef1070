/// Processes: starting a command, hearing its lines, and ending it with everything it started.
///
/// In: words, an environment, a grace. Out: a running process, its lines, and what became of its
/// tree. Never knows: workers, tasks or the protocol.
@NullMarked
package dev.handfast.cli.process;

import org.jspecify.annotations.NullMarked;
