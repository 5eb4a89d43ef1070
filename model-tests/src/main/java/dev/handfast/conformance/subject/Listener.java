package dev.handfast.conformance.subject;

import dev.handfast.message.Decision;
import java.util.List;
import java.util.Map;

/// What one client tells; from any thread, and also from inside a call of its [Life].
///
/// Each tag gets exactly one of [#refused], [#written], [#failed] and [#unknown], sooner or later,
/// whatever happens (HF-5).
public interface Listener {
  /// The program is told that the handshake was accepted; once.
  void ready();

  /// The call failed, and nothing was accepted.
  void refused(String tag, Cause cause);

  /// The message was accepted, and the kernel has its last byte.
  void written(String tag);

  /// The message was accepted, and no byte of it left the process.
  void failed(String tag, Cause cause);

  /// The message was accepted, and the connection broke in the middle of it.
  void unknown(String tag, Cause cause);

  /// A request was answered; once for each that was accepted, unless it [#ended].
  void answered(String tag, Decision decision);

  /// A request ended without an answer; once for each that was accepted, unless it was [#answered].
  void ended(String tag, Cause cause);

  /// A `cancel` or an `inject_context` reached the program.
  ///
  /// @param message its `type` and the fields of that type; of the envelope nothing is needed
  void received(Map<String, Object> message);

  /// The connection is over; once, after everything else that this client tells.
  ///
  /// @param unwritten the tags of what was accepted and not written, in order
  void closed(Cause cause, List<String> unwritten);
}
