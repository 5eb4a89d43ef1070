package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.client.ClientPhase;
import dev.handfast.client.HandfastClient;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Halt;
import dev.handfast.driver.ManualClock;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A dead worker is noticed; a slow orchestrator does not blame it on the worker.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ServerKeepaliveTest {
  private static final Duration PING = Duration.ofSeconds(30);

  @RegisterExtension final Bench bench = new Bench();
  private final House house = new House();
  private final ManualClock clock = new ManualClock();

  @Test
  @Rule({"HF-21", "HF-29"})
  void a_worker_that_answers_lives_also_an_original_one() {
    HandfastServer server = server();
    RawWorker worker = joined();
    for (int i = 0; i < 5; i++) {
      clock.advance(PING);
      worker.expectFrame("ping");
      worker.send(Wire.pong());
      worker.expectNothingYet();
    }
    assertThat(server.worker("w1")).isPresent();
  }

  // original: 10
  @Test
  @Rule({"HF-14", "HF-21"})
  void a_silent_worker_is_dead_after_the_limit_and_leaves_once() {
    HandfastServer server = server();
    RawWorker worker = joined();
    Worker session = house.joined("w1");
    clock.advance(PING);
    worker.expectFrame("ping");
    clock.advance(PING.minusMillis(1));
    assertThat(server.worker("w1")).contains(session);

    clock.advance(Duration.ofMillis(1));

    assertThat(house.left("w1")).isEqualTo(new CloseCause.PeerSilent());
    worker.expectEnd();
    assertThat(server.worker("w1")).isEmpty();
    assertThatThrownBy(() -> session.cancel("too late"))
        .isInstanceOf(HandfastException.Closed.class);
    assertThat(house.heard.all()).hasSize(2);
    assertThat(clock.alarms()).as("timers left behind").isZero();
  }

  // race-catalogue: R16
  @Test
  @Rule({"HF-5", "HF-11", "HF-21"})
  void a_worker_that_never_reads_is_closed_by_its_silence_and_what_waited_for_it_is_told() {
    HandfastServer server = server();
    joined();
    Worker session = house.joined("w1");
    var receipts = new ArrayList<Receipt>();
    assertThatThrownBy(
            () -> {
              while (receipts.size() < 5_000) {
                receipts.add(session.injectContext("x".repeat(20_000), List.of()));
              }
            })
        .isInstanceOf(HandfastException.QueueFull.class);

    clock.advance(PING.multipliedBy(2));

    assertThat(house.left("w1")).isEqualTo(new CloseCause.PeerSilent());
    assertThat(receipts.getLast().await())
        .isEqualTo(
            new Delivery.Failed(new FailureCause.ConnectionEnded(new CloseCause.PeerSilent())));
    assertThat(receipts).allSatisfy(receipt -> assertThat(receipt.delivery()).isPresent());
    assertThat(server.workers()).isEmpty();
  }

  @Test
  @Rule({"HF-11", "HF-21"})
  void a_worker_is_not_silent_while_it_is_we_who_do_not_listen() {
    var halt = new Halt();
    HandfastServer server =
        bench.server(
            b ->
                house
                    .listen(b)
                    .seams(bench.seams(clock))
                    .pingInterval(PING)
                    .silenceLimit(PING.multipliedBy(2))
                    .inboundLimit(1)
                    .onStatus((worker, status) -> halt.stand()));
    RawWorker worker = joined();
    house.joined("w1");
    worker.send(Wire.status("w1", "thinking"), Wire.log("w1", "unread for a while"));
    halt.awaitSomebody();
    for (int i = 0; i < 10; i++) {
      clock.advance(PING);
      worker.expectFrame("ping");
    }
    assertThat(server.worker("w1")).isPresent();
    halt.letGo();

    assertThat(house.words(1)).containsExactly("unread for a while");
  }

  // real time: the intervals are short, the claims have no duration in them
  @Test
  @Rule({"HF-21", "HF-26"})
  void our_client_and_our_server_keep_each_other_alive() {
    HandfastServer server =
        bench.server(
            b ->
                house
                    .listen(b)
                    .pingInterval(Duration.ofMillis(10))
                    .silenceLimit(Duration.ofSeconds(5)));
    HandfastClient client =
        bench.client(
            b -> b.pingInterval(Duration.ofMillis(10)).silenceLimit(Duration.ofSeconds(5)));
    Worker session = house.joined("w1");
    var pings = bench.rawWorker("w2");
    for (int i = 0; i < 10; i++) {
      pings.readUpTo("ping"); // so the two others have had theirs as well
      pings.send(Wire.pong());
    }

    assertThat(server.worker("w1")).containsSame(session);
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
  }

  private HandfastServer server() {
    return bench.server(
        b ->
            house
                .listen(b)
                .seams(bench.seams(clock))
                .pingInterval(PING)
                .silenceLimit(PING.multipliedBy(2)));
  }

  /// Joined for good: the answer to a ping shows that the alarm is set.
  private RawWorker joined() {
    RawWorker worker = bench.rawWorker("w1");
    worker.expectNothingYet();
    return worker;
  }
}
