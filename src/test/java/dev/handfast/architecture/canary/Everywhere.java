package dev.handfast.architecture.canary;

import dev.handfast.architecture.canary.frame.FrameKnowsMessage;

/// A word of the vocabulary that knows a station.
public record Everywhere(FrameKnowsMessage station) {}
