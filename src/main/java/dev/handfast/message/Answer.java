package dev.handfast.message;

import java.util.Optional;

/// The verdict on a handshake.
public sealed interface Answer {

  /// The worker belongs to the orchestrator from now on.
  ///
  /// @param config how it is to work
  /// @param context what it is to know
  /// @param protocol what both speak; absent from an original peer
  /// @param sessionId names this connection; absent from an original peer
  record Accepted(
      Optional<AckConfig> config,
      Optional<String> context,
      Optional<ProtocolChoice> protocol,
      Optional<String> sessionId)
      implements Answer {}

  /// The worker is turned away.
  ///
  /// @param error the orchestrator's words, where it gave any
  record Refused(Optional<String> error) implements Answer {

    /// The orchestrator's words, or that there were none.
    public String reason() {
      return error.orElse("no reason given");
    }
  }

  /// Accepts, and says nothing more, like an original peer.
  static Answer accepted() {
    return new Accepted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Refuses with a reason.
  static Answer refused(String reason) {
    return new Refused(Optional.of(reason));
  }
}
