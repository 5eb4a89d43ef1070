/// The two machines as drawings, made by walking the code that decides.
///
/// In: the machines of the library. Out: a table, Mermaid, DOT or JSON. Never knows: connections,
/// sockets, time.
@NullMarked
package dev.handfast.cli.states;

import org.jspecify.annotations.NullMarked;
