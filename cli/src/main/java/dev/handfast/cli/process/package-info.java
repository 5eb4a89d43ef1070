/// Processes: starting a command, hearing its lines, and ending it with everything it started.
///
/// In: words, an environment, a grace. Out: a running process, its lines, what became of its tree,
/// and which peers of a socket belong to it. Never knows: workers, tasks or messages.
@NullMarked
package dev.handfast.cli.process;

import org.jspecify.annotations.NullMarked;
