/// `handfast serve`: an orchestrator whose owner is a person at a terminal, or another program.
///
/// In: what workers do, and orders as JSON lines. Out: a line for everything that happens, and the
/// decisions of whoever decides. Never knows: what the tasks are, or how the workers came about.
@NullMarked
package dev.handfast.cli.serve;

import org.jspecify.annotations.NullMarked;
