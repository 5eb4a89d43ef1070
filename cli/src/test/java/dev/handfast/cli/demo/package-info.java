/// Claims about the command, each a test.
@NullMarked
package dev.handfast.cli.demo;

import org.jspecify.annotations.NullMarked;
