package dev.handfast.server;

import dev.handfast.message.AckConfig;
import java.util.Optional;

/// What the orchestrator says to a handshake.
public sealed interface Verdict {

  /// The worker is let in.
  ///
  /// @param config how it is to work
  /// @param context what it is to know
  record Accept(Optional<AckConfig> config, Optional<String> context) implements Verdict {}

  /// The worker is turned away.
  ///
  /// @param reason why, in words that the worker gets
  record Reject(String reason) implements Verdict {}

  /// Lets the worker in.
  static Verdict accept() {
    return new Accept(Optional.empty(), Optional.empty());
  }

  /// Turns the worker away.
  static Verdict reject(String reason) {
    return new Reject(reason);
  }
}
