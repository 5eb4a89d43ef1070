package dev.handfast.races;

/// What an orchestrator can have wrong.
enum Flaw {
  /// Frames before any handshake reach handlers, under the name "" (O4).
  DELIVERS_BEFORE_THE_HANDSHAKE,
  /// A connection's end gives back the name, whoever has it now (R12, O3).
  UNREGISTERS_BY_NAME,
  /// A second worker of a name is let in beside the first (O21).
  ACCEPTS_DUPLICATES,
  /// An answer goes to whoever has the asker's name now (O21).
  ANSWERS_BY_NAME,
  /// A worker may speak under any name (O12).
  TAKES_ANY_NAME,
  /// Anything is a name (O21).
  TAKES_ANY_ID,
  /// Each chunk is decoded for itself (R18, O5).
  DECODES_EACH_CHUNK,
  /// What follows the first line of a chunk is lost (R5, R8).
  READS_ONE_LINE_A_CHUNK,
  /// A line may grow for ever (R18, O11, O20).
  NO_LINE_LIMIT,
  /// Nobody else is accepted while somebody shakes hands (R9).
  SHAKES_HANDS_WHILE_ACCEPTING,
  /// Any byte moves the deadline of the handshake (R9).
  DEADLINE_PER_READ,
  /// A handshake may take for ever (O10).
  NO_DEADLINE,
  /// Messages count only behind a third message (R6).
  WANTS_A_THIRD_MESSAGE,
  /// A second handshake is taken like the first (R7).
  ACCEPTS_A_SECOND_HANDSHAKE,
  /// A ping before the handshake is not answered (R7).
  DEAF_BEFORE_THE_HANDSHAKE,
  /// The worker is in the register before its ack is on the way (R5, H1).
  REGISTERS_BEFORE_THE_ACK,
  /// *Left* is told twice (O10).
  LEFT_TWICE,
  /// A send to a worker that has gone succeeds (O21).
  SENDS_TO_THE_DEAD,
  /// A stop waits for connections that never shook hands (O21).
  STOP_WAITS_FOR_STRANGERS,
  /// A stop drops what waits (R15, O21).
  STOP_DROPS,
  /// What a slow reader does not take is kept without bound (O11).
  UNBOUNDED_OUTPUT
}
