package dev.handfast.transition;

import java.time.Duration;

/// The owner wants to end the connection, after what was accepted has been written (HF-12).
///
/// @param deadline how long that may take
public record CloseRequested(Duration deadline) implements CommonEvent {}
