package dev.handfast.architecture.canary.message;

/// A message that talks.
public record LoggingMessage(System.Logger logger) {}
