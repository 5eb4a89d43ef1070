package dev.handfast.transition;

/// The patience of a close is over (HF-12).
public record CloseDeadlinePassed() implements CommonEvent {}
