package dev.handfast.transition;

import dev.handfast.CloseCause;
import dev.handfast.Violation;
import dev.handfast.message.Message;

/// The orders that either machine may give.
public sealed interface CommonEffect extends ClientEffect, ServerEffect
    permits CommonEffect.Transmit,
        CommonEffect.TransmitPing,
        CommonEffect.TransmitPong,
        CommonEffect.TransmitProtocolError,
        CommonEffect.HalfClose,
        CommonEffect.Hangup,
        CommonEffect.Arm,
        CommonEffect.Disarm,
        Settle,
        Withdraw,
        CommonEffect.Refuse,
        CommonEffect.Deliver,
        CommonEffect.Ignore,
        CommonEffect.AnnounceClosed {

  /// Hand an application message to the writer, behind everything handed over before.
  ///
  /// @param send the message
  record Transmit(Send send) implements CommonEffect {}

  /// Ask the peer for a sign of life.
  record TransmitPing() implements CommonEffect {}

  /// Give the peer a sign of life (HF-9).
  record TransmitPong() implements CommonEffect {}

  /// Tell the peer what it did, best effort (HF-17).
  ///
  /// @param violation what it did
  record TransmitProtocolError(Violation violation) implements CommonEffect {}

  /// End this side's direction: everything is written.
  record HalfClose() implements CommonEffect {}

  /// Write what the kernel takes at once of what was handed over, close the link, drop all timers.
  record Hangup() implements CommonEffect {}

  /// Set an alarm.
  ///
  /// @param timer which
  record Arm(Timer timer) implements CommonEffect {}

  /// Take an alarm back.
  ///
  /// @param timer which
  record Disarm(Timer timer) implements CommonEffect {}

  /// Tell a caller that its message was not accepted.
  ///
  /// @param ticket names the message
  /// @param refusal why
  record Refuse(long ticket, Refusal refusal) implements CommonEffect {}

  /// Give the message to its handler.
  ///
  /// @param message what the peer sent
  record Deliver(Message message) implements CommonEffect {}

  /// Count a frame that means nothing here.
  ///
  /// @param why the kind
  /// @param what the frame, in a word or two
  record Ignore(Why why, String what) implements CommonEffect {}

  /// Tell the owner that the connection has ended.
  ///
  /// @param cause the first cause
  record AnnounceClosed(CloseCause cause) implements CommonEffect {}

  /// Why a frame is ignored and counted.
  enum Why {
    /// Its type is unknown to this version (HF-22).
    UNKNOWN_TYPE,
    /// The handshake was settled before (HF-6).
    SECOND_ACK,
    /// It answers a request that nobody makes, or no longer (HF-7).
    UNKNOWN_REQUEST,
    /// The connection is closed (HF-10), or was never open.
    NOT_OPEN;

    /// The kind as events and counters spell it.
    public String spelling() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
