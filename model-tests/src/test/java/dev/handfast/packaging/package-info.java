/// What a user gets: the library as a module, seen from a program of its own.
///
/// In: the library as it was just built. Out: failed tests. Never knows: how the library works.
@NullMarked
package dev.handfast.packaging;

import org.jspecify.annotations.NullMarked;
