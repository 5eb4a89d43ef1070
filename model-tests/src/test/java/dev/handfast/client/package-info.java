/// Clients that are faulty on purpose, made of the real one's parts.
///
/// In: a fault. Out: a client that has it. Never knows: whether anybody notices.
@NullMarked
package dev.handfast.client;

import org.jspecify.annotations.NullMarked;
