package dev.handfast.architecture.canary.transition;

import dev.handfast.architecture.canary.transport.TransportKnowsMessage;

/// A machine that can see a socket.
public record TransitionKnowsTransport(TransportKnowsMessage socket) {}
