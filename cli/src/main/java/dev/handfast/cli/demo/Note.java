package dev.handfast.cli.demo;

/// What a worker's process tells the orchestrator's process about itself, beside the protocol.
///
/// The notes of a process are the record that the ledger is made of: the library under test has no
/// part in them.
sealed interface Note {

  /// The script has come so far, and waits.
  ///
  /// @param barrier how far
  record Reached(Barrier barrier) implements Note {}

  /// The client is in another state.
  ///
  /// @param name the state
  record Moved(String name) implements Note {}

  /// A send returned: its caller believes that the message is on its way.
  ///
  /// @param id the message's id
  /// @param number the worker's own count of its sends, from 1
  /// @param type the message's type
  /// @param phase the client's state at the call
  record Accepted(String id, int number, String type, String phase) implements Note {}

  /// A send threw: its caller knows that the message does not go.
  ///
  /// @param number the worker's own count of its sends, from 1
  /// @param type the message's type
  /// @param phase the client's state at the call
  /// @param reason the exception's message
  record Refused(int number, String type, String phase, String reason) implements Note {}

  /// The caller was told what became of an accepted message.
  ///
  /// @param id the message's id
  /// @param outcome what it was told
  /// @param cause why; empty for [Outcome#WRITTEN]
  record Settled(String id, Outcome outcome, String cause) implements Note {}

  /// The handshake was answered, or will not be.
  ///
  /// @param verdict the answer
  record Judged(Speaker.Verdict verdict) implements Note {}

  /// The connection has ended.
  ///
  /// @param ending how
  /// @param cause why, in the client's words
  record Ended(Ending ending, String cause) implements Note {}

  /// The places where the script waits for the orchestrator's process.
  enum Barrier {
    /// Messages were sent while nobody listens.
    EARLY,
    /// Messages were sent after the connect, before the verdict.
    HANDSHAKING,
    /// Messages were sent after the verdict.
    READY
  }

  /// What a caller was told about an accepted message.
  enum Outcome {
    /// The system took it.
    WRITTEN,
    /// It certainly did not go.
    FAILED,
    /// It may have gone.
    UNKNOWN
  }

  /// How a connection ended.
  enum Ending {
    /// One side closed it, in the order that the protocol wants.
    CLOSED,
    /// It broke, or the peer fell silent.
    LOST
  }
}
