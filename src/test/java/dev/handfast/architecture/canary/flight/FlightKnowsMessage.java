package dev.handfast.architecture.canary.flight;

import dev.handfast.architecture.canary.message.MessageKnowsTransition;

/// A recording that has read what a user typed.
public record FlightKnowsMessage(MessageKnowsTransition content) {}
