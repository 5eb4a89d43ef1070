package dev.handfast.driver;

import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.conformance.world.VirtualClock;
import dev.handfast.options.ConnectionOptions;
import dev.handfast.seam.Seams;
import dev.handfast.seam.Threads;
import dev.handfast.transport.InMemoryTransport;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// A connection stops reading because a callback waits, while that callback ends: it never stays
/// stopped. Then it looks at the state, without the lock, and sees all of it.
@JCStressTest
@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "looked before the step")
@Outcome(id = "2, 1, 0", expect = Expect.ACCEPTABLE, desc = "looked after the step")
@Outcome(expect = Expect.FORBIDDEN, desc = "half a state, no callback, or stopped for ever")
@State
public class CaughtUp {
  private static final VirtualClock CLOCK = new VirtualClock();
  private static final InMemoryTransport TRANSPORT = new InMemoryTransport(_ -> {});
  private static final ConnectionOptions OPTIONS =
      HandfastClient.builder(SocketPath.of("/run/x.sock")).childId("w").inboundLimit(1).build();

  private final Queue<Runnable> started = new ConcurrentLinkedQueue<>();
  private final SmallPart part = new SmallPart(() -> called());
  private final Connection<SmallPart.Seen, String, Runnable> connection =
      new Connection<>(
          "small",
          part,
          new SmallPart.Seen(1),
          OPTIONS,
          new Seams(TRANSPORT, CLOCK, new Started(started), 1),
          new Stamp(CLOCK, 1),
          new Observer(null, null));
  private int calls;

  /// Callbacks run on the thread that takes them up.
  private record Started(Queue<Runnable> tasks) implements Threads {
    @Override
    public Thread platform(String name, Runnable task) {
      throw new IllegalStateException("callbacks need no thread of a loop");
    }

    @Override
    public void start(String name, Runnable task) {
      tasks.add(task);
    }
  }

  public CaughtUp() {
    part.belongTo(connection);
  }

  private void called() {
    calls++;
  }

  @Actor
  public void steps() {
    connection.submit("deliver");
  }

  @Actor
  public void callsBack(III_Result seen) {
    Runnable task = started.poll();
    for (int i = 0; i < 100 && task == null; i++) {
      Thread.onSpinWait();
      task = started.poll();
    }
    if (task != null) {
      task.run();
    }
    seen.r1 = connection.state().plain();
  }

  @Arbiter
  public void atEnd(III_Result seen) {
    for (Runnable task = started.poll(); task != null; task = started.poll()) {
      task.run();
    }
    seen.r2 = calls;
    seen.r3 = ((LinkEnd) connection.handler()).isPaused() ? 1 : 0;
  }
}
