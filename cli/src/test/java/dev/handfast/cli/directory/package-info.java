/// Claims about private directories, each a test.
@NullMarked
package dev.handfast.cli.directory;

import org.jspecify.annotations.NullMarked;
