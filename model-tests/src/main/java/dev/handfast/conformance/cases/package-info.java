/// The cases of the conformance suite: text of `spec/cases` in, steps out. It knows no socket and
/// no subject.
@NullMarked
package dev.handfast.conformance.cases;

import org.jspecify.annotations.NullMarked;
