package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A listener in a test, and those who came in.
final class Lobby implements AutoCloseable {
  private final BlockingQueue<Party> inside = new LinkedBlockingQueue<>();
  private final Transport.Listener listener;

  Lobby(Transport transport, SocketPath path, Supplier<Party> next) {
    listener =
        transport.listen(
            path,
            Stage.BACKLOG,
            () -> {
              Party party = next.get();
              inside.add(party);
              return party;
            });
  }

  /// Waits for the next who comes in.
  Party next() {
    try {
      Party party = inside.poll(Party.HUNG_SECONDS, TimeUnit.SECONDS);
      if (party == null) {
        throw new AssertionError("nobody came in");
      }
      return party;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    listener.close();
  }
}
