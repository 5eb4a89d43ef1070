package dev.handfast.architecture.canary.transport;

import dev.handfast.architecture.canary.message.MessageKnowsTransition;

/// A socket that has read the message.
public record TransportKnowsMessage(MessageKnowsTransition content) {}
