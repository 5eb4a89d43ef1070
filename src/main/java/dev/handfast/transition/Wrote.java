package dev.handfast.transition;

/// The kernel took bytes.
///
/// @param messages how many application messages it has now taken to their last byte
/// @param head how far it got with the next one
public record Wrote(int messages, Outbox.Head head) implements CommonEvent {}
