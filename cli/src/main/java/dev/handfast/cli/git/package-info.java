/// Git, asked through its own program: what a directory's work tree is, and what was done in it.
///
/// In: a directory. Out: branch, commits, files. Never knows: workers, tasks or the protocol.
@NullMarked
package dev.handfast.cli.git;

import org.jspecify.annotations.NullMarked;
