/// Where a command prints: text or a terminal, colours or none.
///
/// In: options and environment. Out: text with or without escape sequences. Never knows: what is
/// printed.
@NullMarked
package dev.handfast.cli.screen;

import org.jspecify.annotations.NullMarked;
