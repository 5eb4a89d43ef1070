package dev.handfast.architecture.canary.client;

import dev.handfast.architecture.canary.server.ServerKnowsClient;

/// A client that knows a server.
public record ClientKnowsServer(ServerKnowsClient other) {}
