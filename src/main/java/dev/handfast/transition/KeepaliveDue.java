package dev.handfast.transition;

/// It is time to show life, and to ask for a sign of it (HF-21).
public record KeepaliveDue() implements CommonEvent {}
