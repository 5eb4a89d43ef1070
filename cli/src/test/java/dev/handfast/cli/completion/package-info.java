/// The completion in the shell that it is for.
@NullMarked
package dev.handfast.cli.completion;

import org.jspecify.annotations.NullMarked;
