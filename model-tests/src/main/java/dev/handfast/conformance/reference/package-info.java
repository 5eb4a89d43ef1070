/// A second voice: what a worker and an orchestrator do, as their users and peers see it, written
/// from the specification alone.
///
/// In: scripts. Out: the accounts that the specification asks for. Never knows: the library, not
/// one type of it, so that a bug in either is a difference. Plain on purpose: mutable, step by
/// step.
@NullMarked
package dev.handfast.conformance.reference;

import org.jspecify.annotations.NullMarked;
