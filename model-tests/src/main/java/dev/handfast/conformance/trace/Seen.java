package dev.handfast.conformance.trace;

import dev.handfast.message.Message;
import dev.handfast.message.MessageReader;
import dev.handfast.message.Parsed;
import dev.handfast.trace.TraceEntry;
import java.util.Optional;

/// What one entry of a trace shows.
sealed interface Seen {

  /// The state changed.
  record Changed(String from, String to) implements Seen {}

  /// The kernel took a frame's last byte.
  record Sent(Message message) implements Seen {}

  /// A whole line arrived.
  ///
  /// @param message what it says; empty where it is no message
  record Got(Optional<Message> message) implements Seen {}

  /// An accepted message has its outcome.
  record Settled(String type, String id, String outcome) implements Seen {}

  /// A request ended without an answer.
  record RequestEnded(String id) implements Seen {}

  /// A caller was told that its message is not accepted.
  record Refused() implements Seen {}

  /// A frame meant nothing.
  ///
  /// @param why the kind, such as `second_ack`
  record Ignored(String why) implements Seen {}

  /// The peer broke the protocol.
  record Violated() implements Seen {}

  /// The connection has ended.
  record Ended() implements Seen {}

  /// What the entry shows; empty where it is none that this version writes.
  static Optional<Seen> of(TraceEntry entry) {
    return switch (entry.event()) {
      case "state" -> changed(entry);
      case "sent" -> entry.frame().flatMap(Seen::message).map(Sent::new);
      case "received" -> entry.frame().map(frame -> new Got(message(frame)));
      case "outcome" -> settled(entry);
      case "request" -> Optional.of(new RequestEnded(before(entry.detail().orElse(""))));
      case "refused" -> Optional.of(new Refused());
      case "ignored" -> Optional.of(new Ignored(before(entry.detail().orElse(""))));
      case "violation" -> Optional.of(new Violated());
      case "ended" -> Optional.of(new Ended());
      default -> Optional.empty();
    };
  }

  private static Optional<Seen> changed(TraceEntry entry) {
    String[] states = entry.detail().orElse("").split(" → ", 2);
    return states.length < 2 ? Optional.empty() : Optional.of(new Changed(states[0], states[1]));
  }

  private static Optional<Message> message(String frame) {
    return switch (new MessageReader().read(frame)) {
      case Parsed.Read(Message message) -> Optional.of(message);
      case Parsed.Malformed _ -> Optional.empty();
    };
  }

  private static Optional<Seen> settled(TraceEntry entry) {
    String[] words = entry.message().orElse("").split(" ", 2);
    return words.length < 2
        ? Optional.empty()
        : entry.outcome().map(outcome -> new Settled(words[0], words[1], outcome));
  }

  private static String before(String detail) {
    int end = detail.indexOf(": ");
    return end < 0 ? detail : detail.substring(0, end);
  }
}
