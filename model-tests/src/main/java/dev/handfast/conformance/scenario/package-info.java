/// What is explored: small races of the real client and server with each other and with scripted
/// peers, and what must hold whoever wins.
///
/// In: a stage. Out: findings. Never knows: whose turn it is.
@NullMarked
package dev.handfast.conformance.scenario;

import org.jspecify.annotations.NullMarked;
