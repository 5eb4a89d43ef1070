package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.GatedTransport;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.ManualClock;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.WatchedTransport;
import dev.handfast.driver.Wire;
import dev.handfast.message.WorkerStatus;
import dev.handfast.seam.Seams;
import dev.handfast.seam.SystemClock;
import dev.handfast.seam.Threads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// From the start to the handshake: early, late, never, and too late.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ConnectingTest {
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  @RegisterExtension final Bench bench = new Bench();
  private final Happenings<String> failures = new Happenings<>();

  // race-catalogue: R14
  @Test
  @Rule({"HF-3", "HF-19"})
  void an_orchestrator_that_starts_later_gets_everything() {
    HandfastClient client = bench.client(b -> b.seams(watched()));
    Receipt early = client.status(WorkerStatus.STARTING);
    failures.await(2);
    RawPeer peer = bench.rawServer().acceptReady();

    peer.expectFrame("status_update");
    assertThat(early.await()).isEqualTo(new Delivery.Written());
  }

  // race-catalogue: R14
  @Test
  @Rule({"HF-2", "HF-19"})
  void a_full_backlog_is_neither_fatal_nor_taken_for_a_connection() {
    RawServer server = bench.keep(RawServer.at(bench.path(), 1));
    List<RawWorker> crowd = IntStream.range(0, 2).mapToObj(i -> bench.rawWorker()).toList();
    HandfastClient client = bench.client(b -> b.seams(watched()));
    assertThat(failures.await(2).getFirst()).contains(bench.path().toString());
    assertThat(client.phase()).isEqualTo(ClientPhase.CONNECTING);

    crowd.forEach(_ -> server.accept().close());

    server.acceptReady();
    client.awaitReady(HANDSHAKE);
  }

  // original: 19
  @Test
  @Rule({"HF-5", "HF-19"})
  void nobody_there_is_an_end_with_a_reason() {
    var clock = new ManualClock();
    HandfastClient client =
        bench.client(b -> b.seams(bench.seams(clock)).handshakeTimeout(HANDSHAKE));
    Receipt early = client.status(WorkerStatus.STARTING);

    clock.advance(HANDSHAKE);

    assertThat(early.await()).isInstanceOf(Delivery.Failed.class);
    assertThat(client.drain(Duration.ZERO).cause())
        .isInstanceOfSatisfying(
            CloseCause.HandshakeTimedOut.class,
            end -> assertThat(end.message()).contains("not connected"));
    assertThatThrownBy(() -> client.status(WorkerStatus.IDLE))
        .isInstanceOf(HandfastException.Closed.class);
    assertThat(clock.alarms()).as("timers left behind").isZero();
  }

  // original: 19
  @Test
  @Rule({"HF-5", "HF-19"})
  void what_is_no_socket_fails_at_once() throws IOException {
    Files.writeString(bench.path().path(), "a file");
    var ends = new Happenings<CloseCause>();
    HandfastClient client = bench.client(b -> b.onClosed(ends));

    assertThat(ends.await(1).getFirst()).isInstanceOf(CloseCause.ConnectFailed.class);
    assertThatThrownBy(() -> client.awaitReady(HANDSHAKE))
        .isInstanceOf(HandfastException.Closed.class);
  }

  // race-catalogue: R9
  @Test
  @Rule({"HF-5", "HF-19"})
  void an_orchestrator_that_gives_no_verdict_is_given_up_whatever_it_drips() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client =
        bench.client(b -> b.seams(bench.seams(clock)).handshakeTimeout(HANDSHAKE));
    Receipt early = client.status(WorkerStatus.STARTING);
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");
    for (int second = 0; second < 9; second++) {
      clock.advance(Duration.ofSeconds(1));
      peer.expectNothingYet(); // bytes that arrive, and were read, do not move the deadline
    }
    assertThat(client.phase()).isEqualTo(ClientPhase.AWAITING_ACK);

    clock.advance(Duration.ofSeconds(1));

    peer.expectEnd();
    assertThat(early.await()).isInstanceOf(Delivery.Failed.class);
    assertThat(client.drain(Duration.ZERO).cause())
        .isInstanceOf(CloseCause.HandshakeTimedOut.class);
  }

  // race-catalogue: R9
  @Test
  @Rule("HF-19")
  void the_deadline_ends_with_the_verdict() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client =
        bench.client(b -> b.seams(bench.seams(clock)).handshakeTimeout(HANDSHAKE));
    RawPeer peer = server.acceptReady();
    client.awaitReady(HANDSHAKE);

    clock.advance(HANDSHAKE.multipliedBy(2));

    peer.expectNothingYet();
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
  }

  // race-catalogue: R9
  @Test
  @Rule({"HF-5", "HF-19"})
  void an_orchestrator_that_hangs_up_without_a_verdict_is_an_end_with_a_reason() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    Receipt early = client.status(WorkerStatus.STARTING);
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");
    peer.sendBytes("{\"id\":\"half an ack".getBytes(StandardCharsets.UTF_8));

    peer.close();

    assertThat(early.await()).isInstanceOf(Delivery.Failed.class);
    assertThat(client.drain(Duration.ZERO).cause())
        .isInstanceOfSatisfying(
            CloseCause.PeerClosed.class,
            end -> assertThat(end.detail()).contains("before the verdict", "middle of a frame"));
  }

  // race-catalogue: R17, R20
  @Test
  @Rule({"HF-10", "HF-25"})
  void a_connection_that_opens_after_the_close_is_hung_up() {
    var gate = new GatedTransport(bench.transport());
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> b.seams(bench.seams(new ManualClock(), gate)));
    client.drain(Duration.ofSeconds(1));
    assertThat(client.phase()).isEqualTo(ClientPhase.CLOSED);

    gate.open();

    server.accept().expectEnd();
    assertThat(client.phase()).isEqualTo(ClientPhase.CLOSED);
  }

  // race-catalogue: R19
  @Test
  @Rule({"HF-20", "HF-25"})
  void a_client_that_has_ended_leaves_no_thread_behind() throws InterruptedException {
    String childId = "thread-hunter";
    for (String ending : List.of("refused", "closed")) {
      RawServer server = RawServer.at(bench.path());
      HandfastClient client = bench.client(b -> b.childId(childId));
      RawPeer peer = server.accept();
      peer.expectFrame("handshake");
      List<Thread> threads = threadsOf(childId);
      assertThat(threads).isNotEmpty();
      if (ending.equals("refused")) {
        peer.send(Wire.refusal("no"));
      }
      client.drain(Duration.ofMillis(1));
      for (Thread thread : threads) {
        thread.join(Duration.ofSeconds(10));
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
      server.close();
    }
  }

  @Test
  @Rule({"HF-17", "HF-24"})
  void a_handshake_that_cannot_be_sent_is_refused_at_the_start() {
    assertThatThrownBy(() -> bench.client(b -> b.task("half a \ud83d pair")))
        .isInstanceOf(HandfastException.NotSendable.class);
    assertThatThrownBy(() -> bench.client(b -> b.task("x".repeat(256 << 10))))
        .isInstanceOf(HandfastException.NotSendable.class);
    assertThatThrownBy(() -> bench.client(b -> b.childId("")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Rule("HF-19")
  void waiting_for_ready_ends_with_its_limit_and_harms_nobody() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    assertThatThrownBy(() -> client.awaitReady(Duration.ofMillis(1)))
        .isInstanceOf(HandfastException.WaitEnded.class);
    server.acceptReady();
    client.awaitReady(HANDSHAKE);
  }

  private static List<Thread> threadsOf(String childId) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(childId))
        .toList();
  }

  private Seams watched() {
    return bench.seams(
        bench.keep(new SystemClock("bench", Threads.system())),
        new WatchedTransport(bench.transport(), failures));
  }
}
