package dev.handfast.transition;

/// Take a message back from the writer, of which the kernel has no byte (HF-32).
///
/// @param ticket names the message
public record Withdraw(long ticket) implements CommonEffect {}
