package dev.handfast.conformance.socket;

import dev.handfast.conformance.world.Between;
import dev.handfast.conformance.world.Interposed;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler;
import dev.handfast.transport.Transport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts who has come in and who was shown out, so that a player can wait for it.
final class Threshold {
  private final AtomicInteger entered = new AtomicInteger();
  private final AtomicInteger shownOut = new AtomicInteger();

  /// A server's transport, with this at its door.
  Transport of(Transport real) {
    return new Interposed(real, Guest::new);
  }

  /// How many connections the server has taken over.
  int entered() {
    return entered.get();
  }

  /// How many connections the server has closed.
  int shownOut() {
    return shownOut.get();
  }

  private final class Guest extends Between {
    private final AtomicBoolean closed = new AtomicBoolean();

    Guest(LinkHandler handler) {
      super(handler);
    }

    @Override
    public void opened(Link link) {
      super.opened(link);
      entered.incrementAndGet();
    }

    @Override
    protected void close(Link link) {
      super.close(link);
      if (!closed.getAndSet(true)) {
        shownOut.incrementAndGet();
      }
    }
  }
}
