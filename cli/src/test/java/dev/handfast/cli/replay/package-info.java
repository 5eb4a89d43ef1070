@NullMarked
package dev.handfast.cli.replay;

import org.jspecify.annotations.NullMarked;
