/// Claims about processes, each a test.
@NullMarked
package dev.handfast.cli.process;

import org.jspecify.annotations.NullMarked;
