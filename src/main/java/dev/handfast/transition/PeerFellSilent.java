package dev.handfast.transition;

/// Nothing was heard for the longest silence allowed, although this side was listening (HF-21).
public record PeerFellSilent() implements CommonEvent {}
