package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.HandfastException;
import dev.handfast.Race;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.client.HandfastClient;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.Halt;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.ManualClock;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Signal;
import dev.handfast.driver.Wire;
import dev.handfast.message.LogLevel;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A stop ends everything, in time, and says what it could not deliver.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StoppingTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @RegisterExtension final Bench bench = new Bench();
  private final House house = new House();
  private final Halt halt = new Halt();

  // race-catalogue: R20
  // original: 21
  @Test
  @Rule({"HF-12", "HF-20"})
  void a_connection_that_never_shook_hands_holds_nobody_up() {
    HandfastServer server = bench.server(house::listen);
    RawWorker silent = bench.rawWorker();
    silent.expectNothingYet();

    assertThat(server.stop(LONG).sessions()).isEmpty();

    assertThat(silent.expectFrame("handshake_ack").text("error")).contains("stopping");
    silent.expectEnd();
    assertThat(house.heard.all()).isEmpty();
    assertThat(Files.exists(bench.path().path())).isFalse();
  }

  // race-catalogue: R20
  @Test
  @Rule({"HF-12", "HF-13", "HF-20"})
  void a_verdict_that_is_still_out_holds_nobody_up() {
    HandfastServer server =
        bench.server(
            b ->
                house
                    .listen(b)
                    .authorize(
                        (handshake, peer) -> {
                          halt.stand();
                          return Verdict.accept();
                        }));
    RawWorker waiting = bench.rawWorker();
    waiting.send(Wire.handshake("w1"));
    halt.awaitSomebody();

    assertThat(server.stop(LONG).sessions()).isEmpty();
    halt.letGo();

    assertThat(waiting.expectFrame("handshake_ack").text("error")).contains("stopping");
    waiting.expectEnd();
    assertThat(house.heard.all()).isEmpty();
  }

  // race-catalogue: R15
  // original: 21
  @Test
  @Rule({"HF-12", "HF-20"})
  void what_was_accepted_for_a_worker_is_written_before_the_end() {
    HandfastServer server = bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");
    Worker session = house.joined("w1");
    var receipts = new ArrayList<Receipt>();
    for (int i = 0; i < 50; i++) {
      receipts.add(session.injectContext("x".repeat(50_000), List.of()));
    }
    Call<StopReport> stopping = bench.call(() -> server.stop(LONG));

    assertThat(worker.readToEnd()).hasSize(50);
    worker.close();

    assertThat(stopping.result().isComplete()).isTrue();
    assertThat(stopping.result().sessions())
        .containsExactly(new StopReport.Ended("w1", new CloseCause.ClosedLocally(), List.of()));
    assertThat(receipts).extracting(Receipt::await).containsOnly(new Delivery.Written());
  }

  // original: 17, 21
  @Test
  @Rule({"HF-5", "HF-12", "HF-20"})
  void what_a_worker_never_reads_is_reported_at_the_deadline() {
    var clock = new ManualClock();
    HandfastServer server = bench.server(b -> house.listen(b).seams(bench.seams(clock)));
    RawWorker worker = bench.rawWorker("w1");
    Worker session = house.joined("w1");
    Receipt huge = session.injectContext("x".repeat(4 << 20), List.of());
    Receipt behind = session.cancel("enough");
    worker.swallow(1000);
    Call<StopReport> stopping = bench.call(() -> server.stop(LONG));
    clock.awaitAlarm(LONG);
    assertThatThrownBy(() -> session.cancel("too late"))
        .isInstanceOf(HandfastException.Closed.class);

    clock.advance(LONG);

    StopReport.Ended ended = stopping.result().sessions().getFirst();
    assertThat(ended.cause()).isEqualTo(new CloseCause.DrainTimedOut());
    assertThat(ended.undelivered()).containsExactly(huge, behind);
    assertThat(huge.await()).isInstanceOf(Delivery.Unknown.class);
    assertThat(behind.await()).isInstanceOf(Delivery.Failed.class);
    assertThat(house.left("w1")).isEqualTo(new CloseCause.DrainTimedOut());
  }

  // race-catalogue: R15
  @RepeatedTest(5)
  @Rule({"HF-5", "HF-12"})
  void what_workers_wrote_before_they_saw_the_end_is_handled() {
    HandfastServer server = bench.server(house::listen);
    var sending = new Signal(3);
    List<Call<List<String>>> workers =
        IntStream.range(0, 3)
            .mapToObj(i -> bench.call(() -> writeUntilTheEnd("w" + i, sending)))
            .toList();
    sending.await();

    server.stop(LONG);

    List<String> written = workers.stream().flatMap(each -> each.result().stream()).toList();
    house.heard.await(
        all -> all.stream().filter(House.Heard.Left.class::isInstance).count() == 3, "three left");
    assertThat(house.words()).containsAll(written);
  }

  @Test
  @Rule({"HF-5", "HF-14"})
  void a_session_that_ended_before_the_stop_is_handled_to_its_end() {
    var clock = new ManualClock();
    HandfastServer server = serverWithStuckHandler(b -> b.seams(bench.seams(clock)));
    RawWorker worker = workerWithStuckHandler();
    Worker session = house.joined("w1");
    worker.send(Wire.log("w1", "last"));
    worker.close();
    session.close(LONG);

    Call<StopReport> stopping = bench.call(() -> server.stop(LONG));
    clock.awaitAlarm(LONG); // for the handler: everything else is over
    halt.letGo();

    assertThat(stopping.result().sessions()).isEmpty();
    assertThat(house.words()).containsExactly("last");
    assertThat(house.heard.all().getLast()).isInstanceOf(House.Heard.Left.class);
  }

  // race-catalogue: R20
  @Test
  @Rule({"HF-12", "HF-20"})
  void a_second_stop_waits_for_a_stuck_handler_up_to_its_own_limit() {
    HandfastServer server = serverWithStuckHandler(_ -> {});
    workerWithStuckHandler().close();
    server.stop(Duration.ofMillis(50));

    Call<Boolean> second =
        bench.call(
            () -> {
              server.stop(Duration.ofMillis(50));
              return halt.isLeft();
            });

    assertThat(second.result()).as("it waited for the handler's end").isFalse();
    halt.letGo();
  }

  // race-catalogue: R20
  @Test
  @Rule({"HF-10", "HF-20"})
  void a_stop_ends_though_the_transport_was_closed_while_a_handler_was_behind() {
    var transport = bench.transport();
    HandfastServer server =
        serverWithStuckHandler(
            b -> b.seams(bench.seams(new ManualClock(), transport)).inboundLimit(1));
    workerWithStuckHandler();
    transport.close();
    halt.letGo();

    Call<StopReport> stopping = bench.call(() -> server.stop(LONG));

    assertThat(stopping.result().sessions()).isEmpty();
    assertThat(house.left("w1")).isEqualTo(new CloseCause.PeerClosed("transport closed"));
  }

  /// A server whose handler of a status stands still.
  private HandfastServer serverWithStuckHandler(Consumer<ServerOptions.Builder> changes) {
    return bench.server(b -> changes.accept(house.listen(b).onStatus((_, _) -> halt.stand())));
  }

  /// The worker `w1`, of which a status is being handled.
  private RawWorker workerWithStuckHandler() {
    RawWorker worker = bench.rawWorker("w1");
    worker.send(Wire.status("w1", "thinking"));
    halt.awaitSomebody();
    return worker;
  }

  /// What the kernel took before the worker saw the orchestrator's end-of-file.
  private List<String> writeUntilTheEnd(String childId, Signal sending) {
    var written = new ArrayList<String>();
    var over = new AtomicBoolean();
    try (HandfastClient client =
        HandfastClient.builder(bench.path())
            .childId(childId)
            .onClosed(_ -> over.set(true))
            .start()) {
      client.awaitReady(LONG);
      for (int i = 0; !over.get(); i++) {
        String content = childId + "-" + i;
        if (client.log(LogLevel.INFO, content).await() instanceof Delivery.Written) {
          written.add(content);
        }
        if (i == 10) {
          sending.give();
        }
      }
    } catch (HandfastException.Closed end) {
      assertThat(end.reason()).isInstanceOf(CloseCause.PeerClosed.class);
    }
    return written;
  }

  // race-catalogue: R15
  @Test
  @Rule("HF-12")
  void a_raw_worker_that_goes_on_writing_is_heard_to_its_own_end() {
    HandfastServer server = bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");
    house.joined("w1");
    Call<StopReport> stopping = bench.call(() -> server.stop(LONG));
    worker.expectEnd(); // it sees that we have ended, and still has something to say

    worker.send(Wire.log("w1", "last"), Wire.log("w1", "words"));
    worker.close();

    assertThat(stopping.result().isComplete()).isTrue();
    assertThat(house.left("w1")).isEqualTo(new CloseCause.ClosedLocally());
    assertThat(house.words()).containsExactly("last", "words");
  }

  // race-catalogue: R20
  @Race("R20")
  @Test
  @Rule({"HF-10", "HF-16", "HF-20"})
  void a_stop_while_workers_arrive_ends_and_every_worker_ends() {
    for (int round = 0; round < 20; round++) {
      HandfastServer server = HandfastServer.builder(bench.path()).start();
      var connected = new Signal();
      Call<Integer> arrivals =
          bench.call(
              () -> {
                int times = 0;
                while (true) {
                  try (RawWorker worker = RawWorker.connect(bench.path())) {
                    times++;
                    connected.give();
                    if (worker.trySend(Wire.handshake("w" + times))) {
                      worker.readToEnd(); // whatever it is, it ends
                    }
                  } catch (UncheckedIOException nobodyListens) {
                    return times;
                  }
                }
              });
      connected.await();
      server.stop(LONG);
      assertThat(arrivals.result()).isPositive();
    }
  }

  // race-catalogue: R20
  @Test
  @Rule({"HF-12", "HF-20"})
  void a_handler_may_stop_the_server() {
    var reports = new Happenings<StopReport>();
    var server = new Happenings<HandfastServer>();
    server.accept(
        bench.server(
            b -> b.onLog((w, log) -> reports.accept(server.await(1).getFirst().stop(LONG)))));
    RawWorker worker = bench.rawWorker("w1");
    worker.send(Wire.log("w1", "stop"));

    worker.expectEnd();
    worker.close();

    assertThat(reports.await(1).getFirst().sessions())
        .extracting(StopReport.Ended::childId)
        .containsExactly("w1");
  }

  @Test
  @Rule({"HF-10", "HF-20"})
  void stopping_twice_or_at_once_is_the_same_as_once() {
    HandfastServer server = bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");
    house.joined("w1");
    List<Call<StopReport>> stops =
        List.of(bench.call(() -> server.stop(LONG)), bench.call(() -> server.stop(LONG)));
    worker.readToEnd();
    worker.close();
    stops.forEach(Call::result);
    assertThat(server.stop(LONG).isComplete()).isTrue();
    server.close();
    house.left("w1");
    assertThat(house.heard.all()).hasSize(2);
    assertThat(server.workers()).isEmpty();
    assertThat(server.broadcast(each -> each.cancel("nobody")).accepted()).isEmpty();
  }

  // race-catalogue: R20
  @Test
  @Rule({"HF-12", "HF-20"})
  void an_interrupted_caller_stops_to_the_end_and_stays_interrupted() {
    HandfastServer server = bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");
    house.joined("w1").injectContext("x".repeat(1 << 20), List.of());
    Call<Boolean> caller =
        bench.call(
            () -> {
              Thread.currentThread().interrupt();
              assertThat(server.stop(LONG).isComplete()).isTrue();
              return Thread.interrupted();
            });
    assertThat(worker.readToEnd())
        .extracting(RawPeer.Frame::type)
        .containsExactly("inject_context");
    worker.close();

    assertThat(caller.result()).isTrue();
  }

  // race-catalogue: R19
  @Race("R19")
  @Test
  @Rule("HF-20")
  void a_server_that_could_not_start_leaves_no_thread_behind() throws InterruptedException {
    bench.server(house::listen);
    List<Thread> before = serverThreads();

    assertThatThrownBy(() -> HandfastServer.builder(bench.path()).start())
        .isInstanceOf(HandfastException.CannotListen.class);

    for (Thread thread : serverThreads()) {
      if (!before.contains(thread)) {
        thread.join(Duration.ofSeconds(10));
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  private static List<Thread> serverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("handfast-server"))
        .toList();
  }
}
