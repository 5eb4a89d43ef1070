package dev.handfast.transition;

import dev.handfast.Delivery;

/// Report the one outcome of an accepted message to its caller (HF-5).
///
/// @param ticket names the message
/// @param delivery its outcome
public record Settle(long ticket, Delivery delivery) implements CommonEffect {}
