package dev.handfast.message;

/// A message that names the child it comes from: all that only a worker may send.
public sealed interface ChildMessage extends Message
    permits Handshake, StatusUpdate, Log, TaskComplete, TaskError, PermissionRequest {

  /// The worker's identity; on one connection it never changes (HF-15).
  String childId();
}
