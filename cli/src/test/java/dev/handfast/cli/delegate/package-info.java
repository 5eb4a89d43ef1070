/// Claims about `delegate`, most of them on real processes.
@NullMarked
package dev.handfast.cli.delegate;

import org.jspecify.annotations.NullMarked;
