package dev.handfast.transition;

/// The peer says that this side broke the protocol.
///
/// @param code the code as the peer spelt it
/// @param message its own words
public record ProtocolErrorReceived(String code, String message) implements CommonEvent {}
