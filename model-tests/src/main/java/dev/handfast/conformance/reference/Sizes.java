package dev.handfast.conformance.reference;

/// How long the client's frames are on the wire, newline included; a world makes them so.
///
/// @param message a message
/// @param request a request
/// @param control a ping or a pong
public record Sizes(int message, int request, int control) {
  /// 300 bytes a message, 450 a request, and a control frame as it comes.
  public static final Sizes PADDED = new Sizes(300, 450, 74);
}
