package dev.handfast.transition;

import java.time.Duration;

/// A request: a message that waits for the one answer that names it (HF-7).
///
/// @param requestId the message's id, which the answer repeats
/// @param timeout how long to wait for the answer from now on: what is left of the time-out, which
///   counts from the call (HF-8)
/// @param send the message itself
public record Ask(String requestId, Duration timeout, Send send) {}
