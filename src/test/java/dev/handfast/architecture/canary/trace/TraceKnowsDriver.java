package dev.handfast.architecture.canary.trace;

import dev.handfast.architecture.canary.driver.DriverKnowsClient;

/// A trace that reaches into the loop.
public record TraceKnowsDriver(DriverKnowsClient loop) {}
