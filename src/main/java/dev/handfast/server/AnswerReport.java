package dev.handfast.server;

import dev.handfast.HandfastException;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;

/// What became of an answer to a worker's permission request.
public sealed interface AnswerReport {

  /// What the worker asked; the very object that its handler got.
  PermissionRequest request();

  /// What it was, or would have been, answered.
  Decision decision();

  /// It is the one answer to its request, and goes before anything that is sent later (HF-7).
  ///
  /// A handler gave it, or the close of the session, which denies what is open (HF-33). As with
  /// every accepted message, a connection that breaks, or a worker that does not read, may keep it
  /// from being written; it then stands in the report of the session's end.
  ///
  /// @param request what the worker asked
  /// @param decision what it is answered
  record Accepted(PermissionRequest request, Decision decision) implements AnswerReport {}

  /// A handler gave it, and nothing of it leaves.
  ///
  /// @param request what the worker asked
  /// @param decision what the handler decided
  /// @param why the session is ending or has ended, or the answer cannot be sent
  record Refused(PermissionRequest request, Decision decision, HandfastException why)
      implements AnswerReport {}
}
