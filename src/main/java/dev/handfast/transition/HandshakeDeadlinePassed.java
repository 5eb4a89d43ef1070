package dev.handfast.transition;

/// The time for connecting, handshake and verdict is over (HF-16, HF-19).
public record HandshakeDeadlinePassed() implements CommonEvent {}
