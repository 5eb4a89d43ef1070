/// Claims about commands as workers, each a test.
@NullMarked
package dev.handfast.cli.work;

import org.jspecify.annotations.NullMarked;
