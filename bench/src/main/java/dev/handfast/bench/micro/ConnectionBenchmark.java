package dev.handfast.bench.micro;

import dev.handfast.CallbackThread;
import dev.handfast.SocketPath;
import dev.handfast.bench.contender.Usual;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.PermissionCall;
import dev.handfast.conformance.world.VirtualClock;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.StatusReport;
import dev.handfast.seam.Seams;
import dev.handfast.seam.Threads;
import dev.handfast.server.HandfastServer;
import dev.handfast.transport.InMemoryTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// From a call to its outcome, through outbox, writer and reader of both ends, on one thread: a
/// client and a server in a world in memory, where nothing costs what the operating system does.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConnectionBenchmark {
  private static final int TOGETHER = 64;

  private final StatusReport report = Usual.report("running tests");
  private final Confirmation confirmation = Usual.confirmation();
  private final Ends ends = new Ends();

  /// Lets them shake hands.
  @Setup
  public void open() {
    ends.transport.runAll();
    ends.client.awaitReady(Duration.ZERO);
  }

  /// Ends the world.
  @TearDown
  public void close() {
    ends.transport.close();
    ends.transport.runAll();
  }

  /// A status update: sent, written, read and handled.
  @Benchmark
  public long tell() {
    return tell(1);
  }

  /// The same for each of 64 that are sent at once, and leave together.
  @Benchmark
  @OperationsPerInvocation(TOGETHER)
  public long tellTogether() {
    return tell(TOGETHER);
  }

  private long tell(int count) {
    long wanted = ends.handled + count;
    for (int i = 0; i < count; i++) {
      ends.client.status(report);
    }
    ends.transport.runAll();
    if (ends.handled != wanted) {
      throw new IllegalStateException("handled %d, sent %d".formatted(ends.handled, wanted));
    }
    return wanted;
  }

  /// A request, and its answer.
  @Benchmark
  public PermissionCall.Reply ask() {
    CompletableFuture<PermissionCall.Reply> reply =
        ends.client.askPermission(confirmation).future();
    ends.transport.runAll();
    return reply.resultNow();
  }

  private static final class Ends {
    private final InMemoryTransport transport = InMemoryTransport.manual();
    private final HandfastClient client;
    private long handled;

    Ends() {
      var path = SocketPath.of("/run/bench.sock");
      var seams = new Seams(transport, new VirtualClock(), new Here(), 0);
      HandfastServer.builder(path)
          .seams(seams)
          .callbacksOn(CallbackThread.READER)
          .onStatus((_, _) -> handled++)
          .onPermission((_, _) -> Decision.approve())
          .start();
      client =
          HandfastClient.builder(path)
              .childId("w-1")
              .seams(seams)
              .callbacksOn(CallbackThread.READER)
              .start();
    }
  }

  /// Whoever wants a thread is run at once.
  private static final class Here implements Threads {
    @Override
    public Thread platform(String name, Runnable task) {
      throw new IllegalStateException("no loop has a thread of its own in this world: " + name);
    }

    @Override
    public void start(String name, Runnable task) {
      task.run();
    }
  }
}
