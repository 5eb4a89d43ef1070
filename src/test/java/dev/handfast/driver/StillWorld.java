package dev.handfast.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.seam.Seams;
import dev.handfast.seam.SystemClock;
import dev.handfast.seam.Threads;
import dev.handfast.server.HandfastServer;
import dev.handfast.transport.InMemoryTransport;
import java.util.ArrayDeque;
import java.util.Queue;

/// A server in memory, and workers of it. Their loops stand still until they get a turn, and so do
/// verdicts and callbacks until they are let run.
public final class StillWorld implements AutoCloseable {
  private static final SocketPath PATH = SocketPath.of("/run/still.sock");

  private final InMemoryTransport transport;
  private final SystemClock clock = new SystemClock("still", Threads.system());
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Seams seams;
  private final HandfastServer server;

  /// A world with the usual memory.
  public StillWorld() {
    this(InMemoryTransport.manual());
  }

  /// A world.
  ///
  /// @param transport a manual one
  public StillWorld(InMemoryTransport transport) {
    this.transport = transport;
    this.seams = new Seams(transport, clock, new Later(), 0);
    this.server = HandfastServer.builder(PATH).seams(seams).start();
  }

  /// Its server.
  public HandfastServer server() {
    return server;
  }

  /// Starts a client, which has connected once there was a turn.
  public HandfastClient client(String childId) {
    return HandfastClient.builder(PATH).childId(childId).seams(seams).start();
  }

  /// Gives the loops turns until they have nothing to do; there must be something.
  public void turns() {
    assertThat(transport.runAll()).isPositive();
  }

  /// Runs the verdicts and callbacks that wait.
  public void tasks() {
    Runnable task;
    while ((task = tasks.poll()) != null) {
      task.run();
    }
  }

  @Override
  public void close() {
    transport.close();
    transport.runAll();
    clock.close();
  }

  private final class Later implements Threads {
    @Override
    public Thread platform(String name, Runnable task) {
      return Threads.system().platform(name, task);
    }

    @Override
    public void start(String name, Runnable task) {
      tasks.add(task);
    }
  }
}
