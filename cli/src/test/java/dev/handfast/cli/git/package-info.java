/// Claims about git questions, each a test.
@NullMarked
package dev.handfast.cli.git;

import org.jspecify.annotations.NullMarked;
