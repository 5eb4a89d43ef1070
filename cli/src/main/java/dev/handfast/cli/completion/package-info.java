/// What a shell needs to complete our command lines.
///
/// In: the command's own model. Out: a script. Never knows: what the commands do.
@NullMarked
package dev.handfast.cli.completion;

import org.jspecify.annotations.NullMarked;
