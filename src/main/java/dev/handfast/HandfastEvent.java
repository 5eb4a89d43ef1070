package dev.handfast;

import java.time.Instant;

/// Something that happened on one connection, as an immutable snapshot for listeners and traces.
///
/// The events of one connection come in the order in which they happened.
public sealed interface HandfastEvent {

  /// When, on which side, on which connection, in which state.
  At at();

  /// The circumstances of an event.
  ///
  /// @param time the wall clock of this process
  /// @param role this side's role
  /// @param connection this side's name of the connection; unique within one client or server
  /// @param state the state's name, after the event
  record At(Instant time, Role role, String connection, String state) {}

  /// The machine changed its state.
  ///
  /// @param at the circumstances; its state is the new one
  /// @param from the old state's name
  record StateChanged(At at, String from) implements HandfastEvent {}

  /// The kernel took a frame's last byte.
  ///
  /// @param at the circumstances
  /// @param frame the frame's JSON text
  record FrameSent(At at, String frame) implements HandfastEvent {}

  /// A whole line arrived.
  ///
  /// @param at the circumstances
  /// @param frame the line's text
  record FrameReceived(At at, String frame) implements HandfastEvent {}

  /// An accepted message has its outcome (HF-5).
  ///
  /// @param at the circumstances
  /// @param messageId the message's id
  /// @param type the message's type
  /// @param delivery the outcome
  record Settled(At at, String messageId, String type, Delivery delivery)
      implements HandfastEvent {}

  /// A request ended without an answer (HF-7).
  ///
  /// @param at the circumstances
  /// @param requestId the request's id
  /// @param outcome how
  record RequestEnded(At at, String requestId, RequestOutcome outcome) implements HandfastEvent {}

  /// A message was not accepted; its caller was told by an exception.
  ///
  /// @param at the circumstances
  /// @param type the message's type
  /// @param reason why, without a word that the peer wrote
  record SendRefused(At at, String type, String reason) implements HandfastEvent {}

  /// A frame meant nothing and was counted.
  ///
  /// @param at the circumstances
  /// @param why the kind, such as `unknown_type`
  /// @param what the frame, in a word or two
  record Ignored(At at, String why, String what) implements HandfastEvent {}

  /// The peer broke the protocol; the connection ends.
  ///
  /// @param at the circumstances
  /// @param violation what it did
  record Violated(At at, Violation violation) implements HandfastEvent {}

  /// The connection has ended.
  ///
  /// @param at the circumstances
  /// @param cause the first cause
  record Ended(At at, CloseCause cause) implements HandfastEvent {}

  /// The listener is so slow that events were left out; a wire trace never leaves any out.
  ///
  /// @param at the circumstances
  /// @param count how many were left out since the last event
  record EventsDropped(At at, long count) implements HandfastEvent {}
}
