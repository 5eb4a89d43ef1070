package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.ManualClock;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Signal;
import dev.handfast.driver.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who does not shake hands in time is shown the door, and stands in nobody's way meanwhile.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StalledHandshakeTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @RegisterExtension final Bench bench = new Bench();
  private final House house = new House();
  private final ManualClock clock = new ManualClock();

  // race-catalogue: R9
  // original: 10
  @Test
  @Rule("HF-16")
  void a_silent_connection_is_closed_at_the_deadline_and_others_join_meanwhile() {
    server();
    RawWorker silent = bench.rawWorker();
    silent.expectNothingYet(); // so it was accepted
    bench.rawWorker("w1");
    house.joined("w1");

    clock.advance(LIMIT);

    refused(silent, "no handshake arrived in time");
  }

  // race-catalogue: R9
  @Test
  @Rule("HF-16")
  void dripping_bytes_do_not_move_the_deadline() {
    server();
    RawWorker dripping = bench.rawWorker();
    for (int second = 0; second < 9; second++) {
      dripping.expectNothingYet();
      clock.advance(Duration.ofSeconds(1));
    }
    dripping.sendBytes("{\"id\":\"almost".getBytes(StandardCharsets.UTF_8));

    clock.advance(Duration.ofSeconds(1));

    refused(dripping, "no handshake arrived in time");
  }

  // race-catalogue: R9
  @Test
  @Rule({"HF-15", "HF-16"})
  void a_verdict_that_takes_too_long_counts_for_nothing_and_leaves_nothing()
      throws InterruptedException {
    var asked = new Happenings<Thread>();
    var verdict = new Signal();
    HandfastServer server =
        bench.server(
            b ->
                house
                    .listen(b)
                    .seams(bench.seams(clock))
                    .handshakeTimeout(LIMIT)
                    .authorize(
                        (handshake, peer) -> {
                          if (handshake.worker().task().equals("a task")) {
                            asked.accept(Thread.currentThread());
                            verdict.await();
                          }
                          return Verdict.accept();
                        }));
    RawWorker waiting = bench.rawWorker();
    waiting.send(Wire.handshake("w1"));
    Thread authorizer = asked.await(1).getFirst();

    clock.advance(LIMIT);

    refused(waiting, "the verdict did not come in time");
    verdict.give(); // too late: nobody is there
    authorizer.join();
    RawWorker next = bench.rawWorker();
    next.send(Wire.handshake("w1").replace("a task", "another"));
    assertThat(next.expectFrame("handshake_ack").json().get("accepted").asBoolean()).isTrue();
    house.joined("w1");
    assertThat(server.workers()).hasSize(1);
  }

  // race-catalogue: R9
  @Test
  @Rule("HF-16")
  void of_too_many_who_shake_hands_the_one_that_was_silent_for_longest_is_turned_away() {
    bench.server(b -> house.listen(b).seams(bench.seams(clock)).maxHandshaking(2));
    RawWorker first = bench.rawWorker();
    first.expectNothingYet();
    RawWorker second = bench.rawWorker();
    second.expectNothingYet();

    RawWorker third = bench.rawWorker();

    assertThat(first.expectFrame("handshake_ack").text("error")).contains("had said nothing");
    first.expectEnd();
    third.send(Wire.handshake("w3"));
    third.expectFrame("handshake_ack");
    house.joined("w3"); // its place is free
    RawWorker fourth = bench.rawWorker();
    fourth.expectNothingYet();
    second.expectNothingYet();
    second.send("nonsense");
    second.expectFrame("protocol_error");
    second.expectEnd(); // and so is this one's
    RawWorker fifth = bench.rawWorker();
    fifth.expectNothingYet();
    fourth.expectNothingYet();
  }

  @Test
  @Rule("HF-16")
  void where_all_have_spoken_the_newcomer_is_turned_away() {
    var asked = new Happenings<String>();
    var verdict = new Signal();
    bench.server(
        b ->
            house
                .listen(b)
                .seams(bench.seams(clock))
                .maxHandshaking(1)
                .authorize(
                    (handshake, peer) -> {
                      asked.accept(handshake.childId());
                      verdict.await();
                      return Verdict.accept();
                    }));
    RawWorker first = bench.rawWorker();
    first.send(Wire.handshake("w1"));
    asked.await(1);

    RawWorker second = bench.rawWorker();

    assertThat(second.expectFrame("handshake_ack").text("error")).contains("shaking hands");
    second.expectEnd();
    verdict.give();
    house.joined("w1");
  }

  @Test
  @Rule("HF-16")
  void three_hundred_connections_that_say_nothing_shut_no_worker_out() {
    bench.server(b -> house.listen(b).seams(bench.seams(clock)).maxHandshaking(100));
    for (int i = 0; i < 300; i++) {
      bench.rawWorker();
    }

    bench.rawWorker("honest");

    house.joined("honest");
  }

  @Test
  @Rule("HF-16")
  void the_number_of_connections_is_limited_too() {
    bench.server(b -> house.listen(b).seams(bench.seams(clock)).maxConnections(1));
    RawWorker first = bench.rawWorker("w1");
    RawWorker second = bench.rawWorker();
    assertThat(second.expectFrame("handshake_ack").text("error")).contains("limit");
    second.expectEnd();
    first.close();
    house.left("w1");

    bench.rawWorker("w2");
    house.joined("w2");
  }

  private void server() {
    bench.server(b -> house.listen(b).seams(bench.seams(clock)).handshakeTimeout(LIMIT));
  }

  private static void refused(RawWorker worker, String reason) {
    RawPeer.Frame ack = worker.expectFrame("handshake_ack");
    assertThat(ack.json().get("accepted").asBoolean()).isFalse();
    assertThat(ack.text("error")).isEqualTo(reason);
    worker.expectEnd();
  }
}
