package dev.handfast.transition;

/// A well-formed frame of a type that only this side may send (HF-17).
///
/// @param type its type
public record WrongDirection(String type) implements CommonEvent {}
