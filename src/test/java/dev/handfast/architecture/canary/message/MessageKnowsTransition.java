package dev.handfast.architecture.canary.message;

import dev.handfast.architecture.canary.transition.TransitionKnowsTransport;

/// A message that knows a state.
public record MessageKnowsTransition(TransitionKnowsTransport state) {}
