package dev.handfast.transition;

/// The peer closed its direction, or the connection broke; all that it wrote was read before.
///
/// @param detail how the end was noticed
public record ConnectionLost(String detail) implements CommonEvent {}
