package dev.handfast.transition;

import dev.handfast.Fault;

/// Bytes that are no frame, or a frame that is no message (HF-17).
///
/// @param fault what is wrong with it
public record Malformed(Fault fault) implements CommonEvent {}
