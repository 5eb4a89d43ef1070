package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.client.ClientPhase;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.LogLevel;
import dev.handfast.seam.Seams;
import dev.handfast.seam.SystemClock;
import dev.handfast.seam.Threads;
import dev.handfast.transport.InMemoryTransport;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whoever has the verdict writes the ack; to read on is the owner thread's.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class VerdictAtOnceTest {
  private static final SocketPath PATH = SocketPath.of("/run/verdict.sock");

  private final Later threads = new Later();
  private final InMemoryTransport transport = InMemoryTransport.manual();
  private final SystemClock clock = new SystemClock("verdict", Threads.system());
  private final Seams seams = new Seams(transport, clock, threads, 0);
  private final HandfastServer server = HandfastServer.builder(PATH).seams(seams).start();

  @AfterEach
  void close() {
    transport.close();
    transport.runAll();
    clock.close();
  }

  @Test
  @Rule({"HF-14", "HF-27"})
  void the_ack_is_written_before_the_owner_thread_has_a_turn_and_it_reads_on_behind() {
    HandfastClient client = HandfastClient.builder(PATH).childId("w1").seams(seams).start();
    transport.runAll();
    assertThat(server.workers()).as("before the verdict").isEmpty();

    threads.run();

    Worker worker = server.worker("w1").orElseThrow();
    assertThat(worker.counts().bytesSent()).as("the ack, and no turn since").isPositive();
    transport.runAll();
    threads.run();
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
    long before = worker.counts().bytesReceived();
    client.log(LogLevel.TEXT, "read on");
    transport.runAll();
    assertThat(worker.counts().bytesReceived()).isGreaterThan(before);
  }

  /// Verdicts and callbacks wait until they are let run.
  private static final class Later implements Threads {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    void run() {
      Runnable task;
      while ((task = tasks.poll()) != null) {
        task.run();
      }
    }

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
