/// JSON objects, one a line: how a program hears a command, and gives it orders.
///
/// In: fields, or a stream of bytes. Out: whole lines, or objects and clear complaints. Never
/// knows: what the fields mean.
@NullMarked
package dev.handfast.cli.json;

import org.jspecify.annotations.NullMarked;
