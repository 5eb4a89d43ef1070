package dev.handfast.architecture.canary.driver;

import dev.handfast.architecture.canary.client.ClientKnowsServer;

/// A loop that knows its user.
public record DriverKnowsClient(ClientKnowsServer user) {}
