package dev.handfast.conformance.drive;

import dev.handfast.conformance.script.Script;
import java.time.Duration;

/// Where clients live, one life after the other. For one thread.
public interface ClientStage extends AutoCloseable {
  /// What the client says of itself.
  Driver.Hello hello();

  /// Plays a script, as far as this client knows it; a client that has failed gets no other life.
  ///
  /// @param patience how long what must come may take; only means that something hangs
  Trial play(Script script, Duration patience);

  /// The next life owes nothing to those before it.
  void restart();

  /// Lets go what the clients lived in.
  @Override
  void close();
}
