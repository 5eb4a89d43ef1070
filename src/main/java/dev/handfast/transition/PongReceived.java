package dev.handfast.transition;

/// The peer gave a sign of life.
public record PongReceived() implements CommonEvent {}
