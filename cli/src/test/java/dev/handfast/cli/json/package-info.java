/// Claims about the lines that programs read and write, each a test.
@NullMarked
package dev.handfast.cli.json;

import org.jspecify.annotations.NullMarked;
