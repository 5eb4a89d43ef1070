package dev.handfast.seam;

import dev.handfast.transport.Transport;

/// Everything that is not deterministic comes in here.
///
/// @param transport bytes
/// @param clock time
/// @param threads threads
/// @param idSeed where ids start; any number; a random one tells the ids of two connections apart
public record Seams(Transport transport, Clock clock, Threads threads, long idSeed) {}
