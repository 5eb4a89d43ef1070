@NullMarked
package dev.handfast.cli.conform;

import org.jspecify.annotations.NullMarked;
