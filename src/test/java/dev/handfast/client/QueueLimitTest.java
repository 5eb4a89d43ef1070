package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.Delivery;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.ManualClock;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Wire;
import dev.handfast.message.LogLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The queue is bounded, and the caller chose what happens when it is full.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class QueueLimitTest {
  private static final QueueLimit THREE = new QueueLimit(3, 1 << 20);
  private static final Duration WAIT = Duration.ofSeconds(7);

  @RegisterExtension final Bench bench = new Bench();

  // original: 11
  @Test
  @Rule("HF-11")
  void the_fourth_of_three_is_refused_before_the_ack_and_nothing_else_is_disturbed() {
    RawServer server = bench.rawServer();
    var events = new Happenings<HandfastEvent>();
    HandfastClient client =
        bench.client(b -> b.queue(THREE).whenFull(OverflowPolicy.fail()).onEvent(events));
    for (int i = 0; i < 3; i++) {
      log(client, "" + i);
    }

    assertThatThrownBy(() -> log(client, "3"))
        .isInstanceOfSatisfying(
            HandfastException.QueueFull.class, full -> assertThat(full.limit()).isEqualTo(THREE));

    events.await(HandfastEvent.SendRefused.class);
    RawPeer peer = server.acceptReady();
    assertThat(peer.expectFrames(3, "log"))
        .extracting(frame -> frame.text("content"))
        .containsExactly("0", "1", "2");
    peer.expectNothingYet();
  }

  // original: 11
  @Test
  @Rule("HF-11")
  void a_peer_that_does_not_read_fills_the_queue_and_no_more() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> b.queue(THREE).whenFull(OverflowPolicy.fail()));
    RawPeer peer = server.acceptReady();
    client.awaitReady(Duration.ofSeconds(10));
    int accepted = 0;
    HandfastException.QueueFull full = null;
    while (full == null) {
      try {
        log(client, "x".repeat(100_000));
        accepted++;
        assertThat(accepted).as("100 kB messages accepted with nobody reading").isLessThan(1000);
      } catch (HandfastException.QueueFull refused) {
        full = refused;
      }
    }

    assertThat(peer.expectFrames(accepted, "log")).hasSize(accepted);
    peer.expectNothingYet();
  }

  @Test
  @Rule("HF-11")
  void the_limit_of_bytes_counts_as_well() {
    bench.rawServer();
    HandfastClient client =
        bench.client(b -> b.queue(new QueueLimit(100, 1000)).whenFull(OverflowPolicy.fail()));
    log(client, "x".repeat(600));

    assertThatThrownBy(() -> log(client, "x".repeat(600)))
        .isInstanceOf(HandfastException.QueueFull.class);
    assertThatThrownBy(() -> log(client, "x".repeat(1000)))
        .as("what can never fit")
        .isInstanceOf(HandfastException.NotSendable.class);
    log(client, "short");
  }

  @Test
  @Rule({"HF-3", "HF-11"})
  void a_send_that_waits_is_released_by_room_and_comes_last() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> waiting(b, clock));
    List<Receipt> first = List.of(log(client, "0"), log(client, "1"), log(client, "2"));
    Call<Receipt> waiting = bench.call(() -> log(client, "3"));
    clock.awaitAlarm(WAIT);
    RawPeer peer = server.acceptReady();

    assertThat(peer.expectFrames(4, "log"))
        .extracting(frame -> frame.text("content"))
        .containsExactly("0", "1", "2", "3");
    assertThat(waiting.result().await()).isEqualTo(new Delivery.Written());
    assertThat(first).extracting(Receipt::await).containsOnly(new Delivery.Written());
  }

  @Test
  @Rule("HF-11")
  void a_send_that_waits_too_long_is_refused_and_never_transmitted() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> waiting(b, clock));
    for (int i = 0; i < 3; i++) {
      log(client, "" + i);
    }
    Call<Receipt> waiting = bench.call(() -> log(client, "too late"));
    clock.awaitAlarm(WAIT);

    clock.advance(WAIT);

    assertThatThrownBy(waiting::result).isInstanceOf(HandfastException.QueueFull.class);
    RawPeer peer = server.acceptReady();
    peer.expectFrames(3, "log");
    peer.expectNothingYet();
  }

  @Test
  @Rule({"HF-10", "HF-11", "HF-20"})
  void a_send_that_waits_learns_of_the_end() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> waiting(b, clock));
    for (int i = 0; i < 3; i++) {
      log(client, "" + i);
    }
    Call<Receipt> waiting = bench.call(() -> log(client, "3"));
    clock.awaitAlarm(WAIT);
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");

    peer.send(Wire.refusal("no"));

    assertThatThrownBy(waiting::result).isInstanceOf(HandfastException.Closed.class);
  }

  // race-catalogue: R11
  @Test
  @Rule({"HF-8", "HF-11"})
  void a_request_that_found_no_room_is_not_made_and_a_withdrawn_one_gives_its_room_back() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> b.queue(THREE).whenFull(OverflowPolicy.fail()));
    log(client, "0");
    log(client, "1");
    PermissionCall third = client.askPermission(PermissionTest.confirmation());
    assertThatThrownBy(() -> client.askPermission(PermissionTest.confirmation()))
        .isInstanceOf(HandfastException.QueueFull.class);

    third.cancel();
    log(client, "2");

    RawPeer peer = server.acceptReady();
    peer.expectFrames(3, "log");
    peer.expectNothingYet();
  }

  // race-catalogue: R11
  @Test
  @Rule({"HF-7", "HF-11"})
  void open_requests_count_and_an_answer_makes_room_for_one_that_waits() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> waiting(b, clock));
    RawPeer peer = server.acceptReady();
    List<PermissionCall> open =
        Stream.generate(() -> client.askPermission(PermissionTest.confirmation()))
            .limit(3)
            .toList();
    peer.expectFrames(3, "permission_request");
    assertThat(open)
        .extracting(call -> call.receipt().await())
        .containsOnly(new Delivery.Written());
    Call<PermissionCall> fourth =
        bench.call(() -> client.askPermission(PermissionTest.confirmation()));
    clock.awaitAlarm(WAIT);
    peer.expectNothingYet();

    peer.send(Wire.answer(open.get(1).requestId(), "deny"));

    String id = peer.expectFrame("permission_request").id();
    assertThat(fourth.result().requestId()).isEqualTo(id);
  }

  // race-catalogue: R20
  @Test
  @Rule({"HF-11", "HF-20"})
  void an_interrupted_wait_for_room_sends_nothing_and_harms_nobody() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> waiting(b, clock));
    var receipts = new ArrayList<Receipt>();
    for (int i = 0; i < 3; i++) {
      receipts.add(log(client, "" + i));
    }
    Call<Boolean> caller =
        bench.call(
            () -> {
              assertThatThrownBy(() -> log(client, "interrupted"))
                  .isInstanceOf(HandfastException.WaitEnded.class);
              return Thread.interrupted();
            });
    clock.awaitAlarm(WAIT);

    caller.interrupt();

    assertThat(caller.result()).as("the thread stays interrupted").isTrue();
    RawPeer peer = server.acceptReady();
    peer.expectFrames(3, "log");
    peer.expectNothingYet();
    assertThat(receipts).extracting(Receipt::await).containsOnly(new Delivery.Written());
  }

  private void waiting(ClientOptions.Builder builder, ManualClock clock) {
    builder
        .seams(bench.seams(clock))
        .queue(THREE)
        .whenFull(OverflowPolicy.waitUpTo(WAIT))
        .handshakeTimeout(Duration.ofHours(1));
  }

  private static Receipt log(HandfastClient client, String content) {
    return client.log(LogLevel.INFO, content);
  }
}
