/// The library as a subject of the conformance suite: two drivers by `spec/DRIVER.md`, and examples
/// of how to write one.
@NullMarked
package dev.handfast.peer;

import org.jspecify.annotations.NullMarked;
