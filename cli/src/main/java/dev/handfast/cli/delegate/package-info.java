/// `handfast delegate`: a worker process for each task, watched to its end.
///
/// In: tasks and a command. Out: a live table, lines or JSON events; results and an exit code.
/// Never knows: what follows from what (package `plan` does), or what a task is about.
@NullMarked
package dev.handfast.cli.delegate;

import org.jspecify.annotations.NullMarked;
