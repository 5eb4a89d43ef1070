package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/// The contract in one process: as it is, and cut into the smallest pieces.
class InMemoryTransportTest {
  private static final AtomicInteger PATHS = new AtomicInteger();

  /// With a thread of its own.
  @Nested
  class Threaded extends InMemory {
    Threaded() {
      super(world(), 4 << 20);
    }
  }

  /// Seven bytes at a time through pipes of a hundred.
  @Nested
  class InSmallPieces extends InMemory {
    InSmallPieces() {
      super(world().chunk(7).capacity(100), 20_000);
    }
  }

  private static InMemoryTransport world() {
    return InMemoryTransport.threaded(task -> Thread.ofPlatform().daemon().unstarted(task));
  }

  private static SocketPath freshPath() {
    return SocketPath.of("/in-memory/" + PATHS.getAndIncrement());
  }

  abstract static class InMemory implements TransportContract {
    private final InMemoryTransport world;
    private final Stage stage;

    InMemory(InMemoryTransport world, int tooMuch) {
      this.world = world;
      this.stage = new Stage(world::endpoint, InMemoryTransportTest::freshPath, tooMuch);
    }

    @Override
    public Stage stage() {
      return stage;
    }

    @AfterEach
    void endTheWorld() {
      world.close();
    }
  }
}
