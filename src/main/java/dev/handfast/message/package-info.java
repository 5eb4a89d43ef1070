/// One line to one message, and one message to one frame.
///
/// In: lines of text, or values that a caller filled. Out: a [dev.handfast.message.Message], or the
/// one fault that the line has; encoded frames. Never knows: states, roles' turns, sockets, clocks,
/// randomness or threads; ids and times come in as values.
@NullMarked
// Builders carry the JDK's own mark only: Immutables' own would be a type that no user of the
// module
// can see.
@Value.Style(allowedClasspathAnnotations = Override.class)
package dev.handfast.message;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
