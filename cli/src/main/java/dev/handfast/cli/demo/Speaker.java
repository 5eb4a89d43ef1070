package dev.handfast.cli.demo;

import dev.handfast.message.Decision;
import dev.handfast.message.WorkerStatus;

/// What a worker's script speaks through: the library's client, or the exhibit.
///
/// A send returns the id of a message that its caller believes to be on its way, or throws.
public interface Speaker {

  /// The client's state, in its own words.
  String phase();

  /// Reports a status, in a sentence.
  String status(WorkerStatus status, String text);

  /// Sends a line of output.
  String log(String text);

  /// Asks whether a tool may run.
  String ask(String tool);

  /// Waits for the answer to [#ask].
  Decision answer();

  /// Reports the end of the task.
  String complete(String text);

  /// The orchestrator's process says that it listens now.
  void orchestratorListens();

  /// Waits until the connection stands and the handshake is written.
  void awaitHandshaking();

  /// Waits for what the client makes of the orchestrator's answer.
  Verdict awaitVerdict();

  /// Waits until the task is called off.
  void awaitCancel();

  /// Ends the connection in the client's own way, and notes what the caller is told.
  void end();

  /// What was said to the handshake.
  enum Verdict {
    /// The worker is in.
    ACCEPTED,
    /// The worker is out.
    REFUSED,
    /// The connection ended before an answer.
    NONE
  }
}
