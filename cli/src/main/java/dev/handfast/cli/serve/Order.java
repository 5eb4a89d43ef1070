package dev.handfast.cli.serve;

import dev.handfast.Receipt;
import dev.handfast.message.Decision;
import dev.handfast.server.Worker;
import java.util.List;
import java.util.Optional;

/// What another program wants the orchestrator to do.
///
/// Each has the command's name as it was given, and a tag, as JSON, that comes back with the
/// result.
sealed interface Order {

  String command();

  Optional<String> tag();

  /// A message to one worker.
  record ToWorker(String command, Optional<String> tag, String childId, Cargo cargo)
      implements Order {}

  /// A message to every worker.
  record ToAll(String command, Optional<String> tag, Cargo cargo) implements Order {}

  /// The answer to a request.
  ///
  /// @param childId whose it is; needed where several workers have open requests of that id
  record Answer(
      String command,
      Optional<String> tag,
      Optional<String> childId,
      String requestId,
      Decision decision)
      implements Order {}

  /// Who is connected?
  record WhoIsThere(String command, Optional<String> tag) implements Order {}

  /// The end of one worker's session.
  ///
  /// @param reason what the worker is told before it
  record Disconnect(String command, Optional<String> tag, String childId, Optional<String> reason)
      implements Order {}

  /// The end.
  record Stop(String command, Optional<String> tag) implements Order {}

  /// What is sent.
  sealed interface Cargo {

    /// Sends it.
    ///
    /// @throws dev.handfast.HandfastException where it is not accepted
    default Receipt to(Worker worker) {
      return switch (this) {
        case Cancel(String reason) -> worker.cancel(reason);
        case Context(String context, List<String> files) -> worker.injectContext(context, files);
        case Ping _ -> worker.ping();
      };
    }
  }

  /// Calls the task off.
  record Cancel(String reason) implements Cargo {}

  /// Something to know.
  record Context(String context, List<String> relevantFiles) implements Cargo {}

  /// Is it there?
  record Ping() implements Cargo {}
}
