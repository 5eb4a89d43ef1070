package dev.handfast.bench.contender;

import java.nio.file.Path;

/// One way to move frames between two processes.
interface Contender {

  /// How a server reads.
  enum Mode {
    /// A thread for each connection, where the contender leaves the choice.
    BLOCKING,
    /// One loop for all connections, where the contender leaves the choice.
    SELECTOR,
    /// Counts the frames of each connection and answers at its end; parses nothing.
    BYTES,
    /// Accepts, and then reads nothing more from its socket.
    STALLED
  }

  /// How a client sends.
  ///
  /// @param size bytes of a status update, or 0 for the usual one
  /// @param queue how many messages may wait to be written, or 0 for the contender's own choice
  /// @param patient whether a send waits for room; otherwise it is refused
  record Setting(int size, int queue, boolean patient) {}

  /// Listens from now on, until it is closed.
  AutoCloseable serve(Path socket, Mode mode) throws Exception;

  /// Connects, and returns when messages may leave.
  Client connect(Path socket, Setting setting) throws Exception;

  /// Sends large batches of encoded status updates.
  ///
  /// @return how many
  default long batch(Path socket, double seconds, int size) throws Exception {
    throw new UnsupportedOperationException("encoded frames cannot be handed over");
  }
}
