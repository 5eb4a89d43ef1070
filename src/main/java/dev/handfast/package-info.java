/// The words that every other package and every user share: roles, outcomes, causes, violations.
///
/// In: nothing. Out: values. Never knows: bytes, JSON, states, sockets, clocks or threads.
@NullMarked
package dev.handfast;

import org.jspecify.annotations.NullMarked;
