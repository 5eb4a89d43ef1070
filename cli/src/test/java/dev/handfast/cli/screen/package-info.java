/// Claims about the command, each a test.
@NullMarked
package dev.handfast.cli.screen;

import org.jspecify.annotations.NullMarked;
