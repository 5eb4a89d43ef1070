/// Claims about the command, each a test.
@NullMarked
package dev.handfast.cli;

import org.jspecify.annotations.NullMarked;
