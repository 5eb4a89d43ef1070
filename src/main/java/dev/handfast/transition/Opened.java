package dev.handfast.transition;

/// The transport has connected, or has accepted a connection.
public record Opened() implements CommonEvent {}
