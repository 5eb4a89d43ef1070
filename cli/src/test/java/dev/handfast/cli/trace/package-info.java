/// Claims about the command, each a test.
@NullMarked
package dev.handfast.cli.trace;

import org.jspecify.annotations.NullMarked;
