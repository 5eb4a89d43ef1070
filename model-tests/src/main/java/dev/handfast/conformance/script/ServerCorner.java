package dev.handfast.conformance.script;

/// A place that server scripts have to reach, or they prove nothing about it.
public enum ServerCorner {
  /// A worker was let in.
  ACCEPTED,
  /// The program turned a worker away.
  REFUSED_BY_THE_PROGRAM,
  /// A second worker of a name was turned away.
  REFUSED_AS_DUPLICATE,
  /// A connection too many was turned away.
  REFUSED_AS_TOO_MANY,
  /// A second worker of a name took the first one's place.
  SUPERSEDED,
  /// A name had two sessions, one after the other.
  TWO_SESSIONS_OF_ONE_NAME,
  /// Two workers had sessions at the same time.
  TWO_WORKERS,
  /// A connection's handshake never came.
  HANDSHAKE_TIMED_OUT,
  /// The handshake's deadline passed while the program thought about its verdict.
  TIMED_OUT_BEFORE_THE_VERDICT,
  /// A verdict came when its worker had gone.
  VERDICT_FOR_NOBODY,
  /// The server stopped while a verdict was out.
  STOPPED_BEFORE_THE_VERDICT,
  /// The server stopped while a request of a worker was open, and denied it.
  STOPPED_DURING_REQUEST,
  /// A program's answer came after the server had denied the request.
  ANSWERED_TOO_LATE,
  /// A request was answered.
  ANSWERED,
  /// A message of a worker reached its handler.
  LOGGED,
  /// An order reached one worker.
  ORDERED,
  /// An order found nobody.
  ORDERED_NOBODY,
  /// An order to all reached two workers.
  BROADCAST_TO_TWO,
  /// A ping was answered.
  PONG,
  /// A worker was asked for a sign of life.
  PING,
  /// A worker fell silent.
  SILENT_WORKER,
  /// A worker reported an error of ours.
  REPORTED,
  /// A worker left.
  LEFT,
  /// A session ended by the server.
  CLOSED_LOCALLY,
  /// A worker spoke under another name.
  VIOLATION_CHILD_ID,
  /// A worker asked twice with one id.
  VIOLATION_DUPLICATE_REQUEST,
  /// A worker shook hands twice.
  VIOLATION_DUPLICATE_HANDSHAKE,
  /// A worker sent what only orchestrators send.
  VIOLATION_DIRECTION,
  /// A worker sent what is not JSON.
  VIOLATION_JSON,
  /// A worker spoke before its handshake.
  VIOLATION_BEFORE_THE_HANDSHAKE,
  /// A worker had a name that is none.
  VIOLATION_NAME
}
