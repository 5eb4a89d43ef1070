package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// A thread leaves work and wakes the link's owner, who is just about to end a turn: the work is
/// seen in that turn or in one that follows.
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the owner saw what was left")
@Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "a lost wake-up")
@State
public class WokenLink implements LinkHandler {
  private static final SocketPath PATH = SocketPath.of("/run/x.sock");
  private static final int SMALL = 16;

  private final Queue<Runnable> turns = new ConcurrentLinkedQueue<>();
  private Link link;
  private int left; // not volatile: the wake-up makes it visible
  private int seen;

  public WokenLink() {
    var transport = new InMemoryTransport(turns::add).capacity(SMALL);
    transport.listen(PATH, 1, Silent::new);
    transport.connect(PATH, this);
    owner();
    link.wake(); // a turn is due
  }

  @Actor
  public void caller() {
    left = 1;
    link.wake();
  }

  @Actor
  public void owner() {
    for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
      turn.run();
    }
  }

  @Arbiter
  public void atEnd(I_Result result) {
    owner();
    result.r1 = seen;
  }

  @Override
  public void opened(Link opened) {
    link = opened;
  }

  @Override
  public void writable() {
    seen = left;
  }

  @Override
  public void connectFailed(ConnectProblem problem) {
    throw new IllegalStateException(problem.detail());
  }

  @Override
  public void read(ByteBuffer bytes) {}

  @Override
  public void ended(String detail) {}

  /// The other end.
  private static final class Silent implements LinkHandler {
    @Override
    public void opened(Link opened) {}

    @Override
    public void connectFailed(ConnectProblem problem) {}

    @Override
    public void read(ByteBuffer bytes) {}

    @Override
    public void writable() {}

    @Override
    public void ended(String detail) {}
  }
}
