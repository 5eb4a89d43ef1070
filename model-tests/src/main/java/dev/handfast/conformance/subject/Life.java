package dev.handfast.conformance.subject;

import dev.handfast.client.ClientPhase;
import java.time.Duration;
import java.util.Map;

/// One client, from its start to its end.
///
/// No call may wait for the connection: what takes time goes on beside it, and its end is told to
/// the [Listener]. Calls come from one thread, but for [#send] with [Feature#THREADS].
public interface Life {
  /// Hands a message to the client.
  ///
  /// @param message its `type` and the fields of that type, as `spec/PROTOCOL.md` names them: text,
  ///   numbers, booleans, maps and lists. The envelope and `childId` are the client's to add
  void send(String tag, Map<String, Object> message);

  /// Asks for permission; with [Feature#REQUESTS] only.
  ///
  /// @param confirmation the fields of the request's `confirmation`
  /// @param timeout how long the answer may take
  default void request(String tag, Map<String, Object> confirmation, Duration timeout) {
    throw new UnsupportedOperationException("a client with the feature requests has this method");
  }

  /// Cancels a request, if it is open; with [Feature#WITHDRAWAL] only.
  default void withdraw(String tag) {
    throw new UnsupportedOperationException("a client with the feature withdrawal has this method");
  }

  /// Closes as a program does that has nothing more to say: what was accepted is written first
  /// (HF-12). May be called more than once.
  void close(Duration deadline);

  /// Where the client is: section 6.1 of `spec/PROTOCOL.md`.
  ClientPhase state();

  /// How many frames it has ignored and counted; with [Feature#COUNTS] only.
  default long counted() {
    return 0;
  }
}
