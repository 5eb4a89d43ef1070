/// `handfast driver`.
@NullMarked
package dev.handfast.cli.drive;

import org.jspecify.annotations.NullMarked;
