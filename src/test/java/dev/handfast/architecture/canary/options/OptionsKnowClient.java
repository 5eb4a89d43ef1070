package dev.handfast.architecture.canary.options;

import dev.handfast.architecture.canary.client.ClientKnowsServer;

/// Options that know whom they are for.
public record OptionsKnowClient(ClientKnowsServer user) {}
