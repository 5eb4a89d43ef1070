/// The `handfast` command: what it is called, what it takes, what it prints, how it exits.
///
/// In: arguments. Out: text or JSON, and an exit code. Never knows: the protocol.
@NullMarked
package dev.handfast.cli;

import org.jspecify.annotations.NullMarked;
