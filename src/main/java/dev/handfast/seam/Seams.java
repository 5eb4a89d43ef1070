package dev.handfast.seam;

import dev.handfast.transport.Transport;

/// Everything that is not deterministic comes in here.
///
/// @param transport bytes
/// @param clock time
/// @param threads threads
/// @param idSeed where ids start; any number, and a random one where peers must not guess
public record Seams(Transport transport, Clock clock, Threads threads, long idSeed) {}
