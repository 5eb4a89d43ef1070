package dev.handfast.message;

/// What a type of frame is for, which decides where it may stand.
public enum Kind {
  /// Serves the connection itself: handshake, its ack, ping, pong, protocol error.
  CONTROL,
  /// Serves the task, and stays behind the handshake (HF-1, HF-13).
  APPLICATION,
  /// Made by a later version; ignored and counted (HF-22).
  UNKNOWN
}
