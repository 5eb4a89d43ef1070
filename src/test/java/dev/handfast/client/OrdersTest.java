package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.Halt;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Wire;
import dev.handfast.message.Decision;
import dev.handfast.message.LogLevel;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Handlers: one at a time, in order, and never more waiting for them than was allowed.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OrdersTest {
  @RegisterExtension final Bench bench = new Bench();

  @Test
  @Rule("HF-4")
  void orders_reach_their_handlers_in_the_order_of_the_wire() {
    RawServer server = bench.rawServer();
    var heard = new Happenings<String>();
    bench.client(
        b ->
            b.onContext(c -> heard.accept(c.context()))
                .onCancel(c -> heard.accept(c.reason().orElse(""))));
    RawPeer peer = server.acceptReady();
    for (int i = 0; i < 100; i += 2) {
      peer.send(Wire.inject("" + i), Wire.cancel("" + (i + 1)));
    }

    assertThat(heard.await(100))
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "" + i).toList());
  }

  @Test
  @Rule("HF-4")
  void a_handler_that_throws_does_not_disturb_the_next_order() {
    RawServer server = bench.rawServer();
    var heard = new Happenings<String>();
    HandfastClient client =
        bench.client(
            b ->
                b.onContext(
                    c -> {
                      heard.accept(c.context());
                      if (c.context().equals("bad")) {
                        throw new IllegalStateException("thrown by a test's handler, on purpose");
                      }
                    }));
    RawPeer peer = server.acceptReady();

    peer.send(Wire.inject("bad"), Wire.inject("good"));

    assertThat(heard.await(2)).containsExactly("bad", "good");
    peer.expectNothingYet();
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
  }

  @Test
  @Rule("HF-4")
  void a_handler_may_send_and_wait_for_the_outcome() {
    RawServer server = bench.rawServer();
    var client = new Happenings<HandfastClient>();
    var outcomes = new Happenings<Delivery>();
    client.accept(
        bench.client(
            b ->
                b.onContext(
                    c ->
                        outcomes.accept(
                            client
                                .await(1)
                                .getFirst()
                                .log(LogLevel.INFO, "heard " + c.context())
                                .await()))));
    RawPeer peer = server.acceptReady();

    peer.send(Wire.inject("one"), Wire.inject("two"));

    assertThat(peer.expectFrames(2, "log"))
        .extracting(frame -> frame.text("content"))
        .containsExactly("heard one", "heard two");
    assertThat(outcomes.await(2)).containsOnly(new Delivery.Written());
  }

  @Test
  @Rule({"HF-7", "HF-20"})
  void a_handler_may_ask_and_wait_for_the_answer() {
    RawServer server = bench.rawServer();
    var client = new Happenings<HandfastClient>();
    var decisions = new Happenings<Decision>();
    client.accept(
        bench.client(
            b ->
                b.onContext(
                    c ->
                        decisions.accept(
                            client
                                .await(1)
                                .getFirst()
                                .requestPermission(PermissionTest.confirmation())))));
    RawPeer peer = server.acceptReady();

    peer.send(Wire.inject("ask"));

    peer.send(Wire.answer(peer.expectFrame("permission_request").id(), "approve"));
    assertThat(decisions.await(1)).containsExactly(Decision.approve());
  }

  // race-catalogue: R16
  // original: 11
  @Test
  @Rule({"HF-11", "HF-9"})
  void slow_handlers_stop_the_reading_and_nothing_is_lost() {
    RawServer server = bench.rawServer();
    var heard = new Happenings<String>();
    var halt = new Halt();
    HandfastClient client =
        bench.client(
            b ->
                b.inboundLimit(8)
                    .onContext(
                        c -> {
                          halt.stand();
                          heard.accept(c.context().substring(0, 6));
                        }));
    RawPeer peer = server.acceptReady();
    peer.send(inject(0));
    halt.awaitSomebody();

    int sent = 1 + peer.sendUntilFull(i -> inject(1 + i), 1000);
    for (int turn = 0; turn < 20; turn++) {
      client.log(LogLevel.INFO, "a turn of the loop, in which it could read and does not");
      peer.expectFrame("log");
    }
    assertThat(client.counts().framesReceived()).as("the ack and the limit").isEqualTo(1 + 8);
    assertThat(heard.all()).isEmpty();
    halt.letGo();
    peer.sendRest();

    assertThat(heard.await(sent))
        .containsExactlyElementsOf(
            IntStream.range(0, sent).mapToObj(i -> "%06d".formatted(i)).toList());
    peer.expectNothingYet();
  }

  // race-catalogue: R16
  @Test
  @Rule({"HF-20", "HF-11"})
  void two_sides_that_both_only_write_do_not_block_each_other() {
    RawServer server = bench.rawServer();
    var heard = new Happenings<Integer>();
    HandfastClient client =
        bench.client(
            b ->
                b.queue(new QueueLimit(1_000, 1 << 20))
                    .whenFull(OverflowPolicy.waitUpTo(Duration.ofSeconds(20)))
                    .onContext(c -> heard.accept(c.context().length())));
    RawPeer peer = server.acceptReady();
    Call<List<Receipt>> sender =
        bench.call(
            () ->
                IntStream.range(0, 400)
                    .mapToObj(i -> client.log(LogLevel.TEXT, "x".repeat(10_000)))
                    .toList());

    for (int i = 0; i < 400; i++) {
      peer.send(Wire.inject("y".repeat(10_000))); // 4 MB, and not a byte read meanwhile
    }

    heard.await(400);
    peer.expectFrames(400, "log");
    assertThat(sender.result()).extracting(Receipt::await).containsOnly(new Delivery.Written());
  }

  // race-catalogue: R16
  @Test
  @Rule({"HF-9", "HF-11"})
  void a_peer_that_pings_and_never_reads_is_no_burden() {
    RawServer server = bench.rawServer();
    bench.client();
    RawPeer peer = server.acceptReady();
    int sent = peer.sendUntilFull(_ -> Wire.ping(), 1_000_000);
    peer.expectFrames(sent - 1, "pong"); // it goes on as soon as its answers are taken
  }

  /// The answers that nobody takes had stopped the reading, so the end was never read either.
  // race-catalogue: R16
  @Test
  @Rule({"HF-5", "HF-20"})
  void a_peer_that_pings_never_reads_and_dies_is_noticed() {
    RawServer server = bench.rawServer();
    var ends = new Happenings<CloseCause>();
    HandfastClient client = bench.client(builder -> builder.onClosed(ends));
    RawPeer peer = server.acceptReady();
    peer.sendUntilFull(_ -> Wire.ping(), 1_000_000);
    Receipt last = client.log(LogLevel.INFO, "stuck behind the answers");

    peer.close();

    assertThat(ends.await(1)).hasOnlyElementsOfType(CloseCause.PeerClosed.class);
    assertThat(last.delivery()).as("it has an outcome, whichever").isPresent();
  }

  private static String inject(int number) {
    return Wire.inject("%06d".formatted(number) + "x".repeat(10_000));
  }
}
