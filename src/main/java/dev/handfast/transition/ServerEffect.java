package dev.handfast.transition;

import dev.handfast.CloseCause;
import dev.handfast.message.Decision;
import dev.handfast.message.Handshake;
import dev.handfast.message.PermissionRequest;

/// The orders of the orchestrator's machine for one connection.
public sealed interface ServerEffect
    permits CommonEffect,
        ServerEffect.StopReading,
        ServerEffect.GoOnReading,
        ServerEffect.Authorize,
        ServerEffect.TransmitAck,
        ServerEffect.TransmitRefusal,
        ServerEffect.AnnounceJoined,
        ServerEffect.AnnounceLeft,
        ServerEffect.AnnounceAnswered,
        ServerEffect.Release {

  /// Take no more frames, not even from bytes that are here already (HF-27).
  record StopReading() implements ServerEffect {}

  /// Take frames again.
  record GoOnReading() implements ServerEffect {}

  /// Ask for a verdict on the worker and, if it is yes, claim its identity.
  ///
  /// @param handshake the worker's frame
  record Authorize(Handshake handshake) implements ServerEffect {}

  /// Write the accepting ack.
  record TransmitAck() implements ServerEffect {}

  /// Write the refusing ack.
  ///
  /// @param reason why, for the worker
  record TransmitRefusal(String reason) implements ServerEffect {}

  /// Tell the owner that the session has begun; comes before its first message (HF-14).
  ///
  /// @param childId the worker's identity
  /// @param epoch the session's number
  record AnnounceJoined(String childId, long epoch) implements ServerEffect {}

  /// Tell the owner that the session has ended; comes after its last message (HF-14).
  ///
  /// @param childId the worker's identity
  /// @param epoch the session's number
  /// @param cause why it ended
  record AnnounceLeft(String childId, long epoch, CloseCause cause) implements ServerEffect {}

  /// Tell the owner that a request has its one answer, which is with the writer (HF-7, HF-33).
  ///
  /// @param request what the worker asked
  /// @param decision what it is answered
  record AnnounceAnswered(PermissionRequest request, Decision decision) implements ServerEffect {}

  /// Give an identity back, unless a newer session holds it (HF-15).
  ///
  /// @param childId the worker's identity
  /// @param epoch the session's number
  record Release(String childId, long epoch) implements ServerEffect {}
}
