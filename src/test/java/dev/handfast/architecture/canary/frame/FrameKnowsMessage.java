package dev.handfast.architecture.canary.frame;

import dev.handfast.architecture.canary.message.MessageKnowsTransition;

/// A frame that has read its own content.
public record FrameKnowsMessage(MessageKnowsTransition content) {}
