/// Keeps the specification true: the text, the rules and the tables against the code and the tests.
///
/// In: the files of `spec/` and the sources of all tests. Out: complaints. Never knows: sockets,
/// threads, clocks.
@NullMarked
package dev.handfast.spec;

import org.jspecify.annotations.NullMarked;
