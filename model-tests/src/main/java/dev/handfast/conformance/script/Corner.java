package dev.handfast.conformance.script;

/// A place that scripts have to reach, or they prove nothing about it.
public enum Corner {
  /// Connecting for longer than a step.
  CONNECTING,
  /// Waiting for the verdict.
  AWAITING_ACK,
  /// Closed before the verdict, with messages in the queue.
  FINISHING,
  /// The session.
  READY,
  /// Closing with messages unwritten.
  DRAINING,
  /// Everything written, reading on.
  HALF_CLOSED,
  /// A queued message was written after the ack.
  FLUSH,
  /// A queued message was written though the program closed before the ack.
  FINISHED_QUEUE_WRITTEN,
  /// A send was refused because the queue was full.
  QUEUE_FULL,
  /// A line of the log made room for what came later.
  DROPPED,
  /// A request timed out while it waited in the queue.
  TIMED_OUT_IN_QUEUE,
  /// A request was cancelled while it waited in the queue.
  CANCELLED_IN_QUEUE,
  /// A refusal met messages in the queue.
  REFUSED_WITH_QUEUE,
  /// The handshake's deadline met messages in the queue.
  TIMED_OUT_WITH_QUEUE,
  /// The connection broke in the middle of a message.
  CUT_MESSAGE,
  /// A drain's deadline passed with messages unwritten.
  DRAIN_TIMED_OUT,
  /// The program closed while a request was open that the peer had read and not answered.
  CLOSED_DURING_REQUEST,
  /// A request timed out while what had waited for the verdict was being written: a part of it
  /// stood before a full pipe.
  TIMED_OUT_DURING_FLUSH,
  /// A drain's deadline passed while what had waited for the verdict was being written.
  DRAIN_TIMED_OUT_DURING_FLUSH,
  /// A request was answered.
  ANSWERED,
  /// A request was called off.
  CALLED_OFF,
  /// A request was open when the connection ended.
  REQUEST_LOST,
  /// The peer broke the protocol, with messages in the queue or unwritten.
  VIOLATION_WITH_QUEUE,
  /// The peer fell silent.
  SILENT_PEER,
  /// The peer reported an error of ours.
  REPORTED,
  /// Connecting failed for good.
  CONNECT_FAILED,
  /// A connection opened after the close.
  LATE_OPEN,
  /// A frame was ignored and counted.
  COUNTED
}
