package dev.handfast.architecture.canary.seam;

import dev.handfast.architecture.canary.driver.DriverKnowsClient;

/// A seam that knows what is sewn to it.
public record SeamKnowsDriver(DriverKnowsClient loop) {}
