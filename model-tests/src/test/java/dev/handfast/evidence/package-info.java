/// What the build shows, and to whom: which faulty thing was noticed by which rung of the proof.
///
/// In: what the tests wrote down, and `spec/zoo.yaml`. Out: complaints, and `spec/EVIDENCE.md`.
/// Never knows: how a rung looks.
@NullMarked
package dev.handfast.evidence;

import org.jspecify.annotations.NullMarked;
