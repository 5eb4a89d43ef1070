/// A client in this JVM, of any library, as the gate and the suite drive it.
///
/// What `spec/DRIVER.md` says in lines of JSON is said here in Java: a [ClientUnderTest] starts
/// clients, and each [Life] is told what to do and tells a [Listener] what happened. A
/// [ClientOnSeams] lets the gate give it bytes, time and threads as well.
@NullMarked
package dev.handfast.conformance.subject;

import org.jspecify.annotations.NullMarked;
