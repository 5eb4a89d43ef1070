package dev.handfast.architecture.canary.server;

import dev.handfast.architecture.canary.client.ClientKnowsServer;

/// A server that knows a client.
public record ServerKnowsClient(ClientKnowsServer other) {}
