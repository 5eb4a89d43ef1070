/// The gate for races as a test of JUnit's, for clients in this JVM.
///
/// In: a [dev.handfast.conformance.subject.ClientUnderTest]. Out: tests that fail with the shortest
/// way to a race. Never knows: how a client is driven or judged; the conformance kit does.
@NullMarked
package dev.handfast.junit;

import org.jspecify.annotations.NullMarked;
