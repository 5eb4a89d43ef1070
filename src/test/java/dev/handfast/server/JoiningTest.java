package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import dev.handfast.Rule;
import dev.handfast.client.HandfastClient;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.Halt;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Signal;
import dev.handfast.driver.Wire;
import dev.handfast.message.AckConfig;
import dev.handfast.message.LogLevel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From the handshake to the first message: ack first, *joined* first, nothing in between.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JoiningTest {
  @RegisterExtension final Bench bench = new Bench();
  private final House house = new House();

  // race-catalogue: R5, R8
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100_000})
  @Rule({"HF-13", "HF-14", "HF-18"})
  void handshake_and_first_messages_are_the_same_whatever_the_pieces(int piece) {
    bench.server(house::listen);
    RawWorker worker = bench.rawWorker();

    worker.sendInPieces(
        piece,
        String.join(
            "\n",
            Wire.handshake("w1"),
            Wire.status("w1", "starting"),
            Wire.ping(),
            Wire.log("w1", "é€😀"),
            Wire.ask("w1", "bash")));

    assertThat(worker.readUpTo("permission_response"))
        .extracting(RawPeer.Frame::type)
        .containsExactly("handshake_ack", "pong", "permission_response");
    assertThat(house.words(3)).containsExactly("starting", "é€😀", "bash");
    assertThat(house.heard.all().getFirst()).isInstanceOf(House.Heard.Joined.class);
  }

  // race-catalogue: R1, R5
  @Test
  @Rule({"HF-13", "HF-27"})
  void while_the_verdict_is_out_nothing_is_read_or_handled() {
    var halt = new Halt();
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
    RawWorker worker = bench.rawWorker();
    worker.send(Wire.handshake("w1"), Wire.log("w1", "early"), Wire.ping());
    halt.awaitSomebody();
    bench.call(() -> server.broadcast(each -> each.cancel("all"))).result();
    assertThat(server.worker("w1")).isEmpty();
    assertThat(house.heard.all()).isEmpty();

    halt.letGo();

    assertThat(worker.readUpTo("pong"))
        .extracting(RawPeer.Frame::type)
        .containsExactly("handshake_ack", "pong");
    assertThat(house.words(1)).containsExactly("early");
  }

  // race-catalogue: R8
  @Test
  @Rule({"HF-13", "HF-27"})
  void a_refused_worker_is_told_why_and_what_it_sent_early_reaches_nobody() {
    HandfastServer server =
        bench.server(
            b -> house.listen(b).authorize((handshake, peer) -> Verdict.reject("not you")));
    RawWorker worker = bench.rawWorker();

    worker.send(Wire.handshake("w1"), Wire.log("w1", "early"), "nonsense that is never read");

    RawPeer.Frame ack = worker.expectFrame("handshake_ack");
    assertThat(ack.json().get("accepted").asBoolean()).isFalse();
    assertThat(ack.text("error")).isEqualTo("not you");
    worker.expectEnd();
    assertThat(server.workers()).isEmpty();
    assertThat(house.heard.all()).isEmpty();
  }

  @Test
  @Rule("HF-13")
  void an_authorizer_that_throws_turns_the_worker_away() {
    bench.server(
        b ->
            house
                .listen(b)
                .authorize(
                    (handshake, peer) -> {
                      throw new IllegalStateException("thrown by a test's authorizer, on purpose");
                    }));
    RawWorker worker = bench.rawWorker();
    worker.send(Wire.handshake("w1"));

    assertThat(worker.expectFrame("handshake_ack").json().get("accepted").asBoolean()).isFalse();
    worker.expectEnd();
  }

  // race-catalogue: R1
  @Race("H1")
  @Test
  @Rule("HF-14")
  void a_broadcast_from_another_thread_never_overtakes_the_ack() {
    HandfastServer server = bench.server(b -> {});
    var over = new AtomicBoolean();
    var going = new Signal();
    Call<Integer> broadcaster =
        bench.call(
            () -> {
              int times = 0;
              while (!over.get()) {
                server.broadcast(worker -> worker.cancel("all"));
                times++;
                going.give();
              }
              return times;
            });
    going.await();
    for (int i = 0; i < 200; i++) {
      try (RawWorker worker = RawWorker.connect(bench.path())) {
        worker.send(Wire.handshake("w" + i));
        worker.expectFrame("handshake_ack"); // first, every time
        worker.expectFrame("cancel");
      }
    }
    over.set(true);
    assertThat(broadcaster.result()).isPositive();
  }

  // race-catalogue: R5
  @Test
  @Rule("HF-14")
  void an_order_given_in_the_joined_handler_follows_the_ack() {
    bench.server(b -> b.onJoined(worker -> worker.injectContext("welcome", List.of("a", "b"))));
    RawWorker worker = bench.rawWorker();
    worker.send(Wire.handshake("w1"));

    worker.expectFrame("handshake_ack");
    RawPeer.Frame order = worker.expectFrame("inject_context");
    assertThat(order.text("context")).isEqualTo("welcome");
    assertThat(order.json().get("relevantFiles").size()).isEqualTo(2);
  }

  @Test
  @Rule("HF-29")
  void an_original_worker_gets_a_plain_ack_and_one_of_ours_gets_more() {
    bench.server(
        b ->
            b.authorize(
                (handshake, peer) ->
                    new Verdict.Accept(
                        Optional.of(new AckConfig(List.of("ls"), OptionalLong.of(5))),
                        Optional.of("know this"))));
    RawWorker plain = bench.rawWorker();
    plain.send(Wire.handshake("w1"));
    RawPeer.Frame plainAck = plain.expectFrame("handshake_ack");
    assertThat(plainAck.json().propertyNames())
        .containsExactlyInAnyOrder("id", "type", "timestamp", "accepted", "config", "context");
    assertThat(plainAck.json().at("/config/timeout").asInt()).isEqualTo(5);

    RawWorker ours = bench.rawWorker();
    String handshake = Wire.extendedHandshake("w2");
    ours.send(handshake);
    RawPeer.Frame ack = ours.expectFrame("handshake_ack");
    assertThat(ack.text("requestId")).isEqualTo(Wire.tree(handshake).get("id").asString());
    assertThat(ack.json().at("/protocol/version").asInt()).isEqualTo(1);
    assertThat(ack.text("sessionId")).isNotBlank();
    assertThat(ack.text("context")).isEqualTo("know this");
  }

  // race-catalogue: R14
  @Test
  @Rule({"HF-3", "HF-16", "HF-20"})
  void a_crowd_that_starts_at_once_loses_nothing() {
    bench.server(b -> house.listen(b).backlog(4));
    List<Call<Boolean>> crowd =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    bench.call(
                        () -> {
                          try (HandfastClient client =
                              HandfastClient.builder(bench.path()).childId("w" + i).start()) {
                            client.log(LogLevel.INFO, "from " + i);
                            return client.drain(Duration.ofSeconds(20)).isComplete();
                          }
                        }))
            .toList();

    assertThat(crowd).allSatisfy(each -> assertThat(each.result()).isTrue());
    assertThat(house.words(40))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 40).mapToObj(i -> "from " + i).toList());
  }
}
