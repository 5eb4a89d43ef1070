/// What happened in a life, told so that somebody can see it: steps, trace, pictures, evidence.
///
/// In: the steps of a script and the library's events. Out: whether the trace can have happened,
/// sequence diagrams as text and as Mermaid. Never knows: what should have happened.
@NullMarked
package dev.handfast.conformance.story;

import org.jspecify.annotations.NullMarked;
