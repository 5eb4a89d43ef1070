package dev.handfast.transition;

/// The peer asks for a sign of life (HF-9).
public record PingReceived() implements CommonEvent {}
