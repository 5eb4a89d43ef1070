/// The library as a subject of the conformance suite: by `spec/DRIVER.md`, and in this JVM; and an
/// example of how to write either.
@NullMarked
package dev.handfast.peer;

import org.jspecify.annotations.NullMarked;
