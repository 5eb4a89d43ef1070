package dev.handfast.transition;

/// A well-formed frame of a type that this version does not know (HF-22).
///
/// @param type its type
public record UnknownReceived(String type) implements CommonEvent {}
