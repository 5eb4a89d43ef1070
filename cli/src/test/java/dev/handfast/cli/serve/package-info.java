/// Claims about `handfast serve`, each a test.
@NullMarked
package dev.handfast.cli.serve;

import org.jspecify.annotations.NullMarked;
