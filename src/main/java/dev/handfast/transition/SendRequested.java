package dev.handfast.transition;

/// The owner wants to send a message.
///
/// @param send the message
public record SendRequested(Send send) implements CommonEvent {}
