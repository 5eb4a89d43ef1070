package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CallbackThread;
import dev.handfast.CloseCause;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.Rule;
import dev.handfast.client.ClientPhase;
import dev.handfast.client.HandfastClient;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Wire;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Callbacks on the thread that reads: the same calls in the same order, and nobody waits there.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReaderCallbacksTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @RegisterExtension final Bench bench = new Bench();
  private final House house = new House();
  private final Happenings<String> ran = new Happenings<>();

  @Test
  @Rule("HF-4")
  void handlers_of_all_workers_run_in_order_on_the_one_thread_that_reads() {
    bench.server(
        b ->
            house
                .listen(b)
                .onLog(
                    (worker, log) -> {
                      ran.accept(Thread.currentThread().getName());
                      ran.accept(worker.childId() + log.content());
                    })
                .callbacksOn(CallbackThread.READER));
    try (var one = bench.rawWorker("a");
        var two = bench.rawWorker("b")) {
      for (int i = 0; i < 100; i++) {
        one.send(Wire.log("a", "" + i));
        two.send(Wire.log("b", "" + i));
      }
      List<String> all = ran.await(400);

      assertThat(all).filteredOn("handfast-server"::equals).hasSize(200);
      assertThat(all)
          .filteredOn(what -> what.startsWith("a"))
          .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "a" + i).toList());
    }
  }

  @Test
  @Rule({"HF-4", "HF-23"})
  void what_the_handlers_of_one_read_answer_leaves_in_order() {
    bench.server(
        b -> b.callbacksOn(CallbackThread.READER).onPermission((_, request) -> Decision.approve()));
    RawWorker worker = bench.rawWorker("w");

    List<String> requests =
        IntStream.range(0, 50).mapToObj(i -> Wire.ask("w", "tool " + i)).toList();
    worker.send(requests.toArray(String[]::new));

    assertThat(worker.expectFrames(50, "permission_response"))
        .extracting(frame -> frame.text("requestId"))
        .containsExactlyElementsOf(
            requests.stream().map(line -> Wire.tree(line).get("id").asString()).toList());
  }

  @Test
  void what_depends_on_an_answer_asks_again_where_the_answer_was_read() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> b.callbacksOn(CallbackThread.READER));
    RawPeer peer = server.acceptReady();

    ask(client, 3);
    for (int i = 0; i < 3; i++) {
      peer.send(Wire.answer(peer.expectFrame("permission_request").id(), "approve"));
    }

    assertThat(ran.await(3)).containsOnly("handfast-w1");
  }

  private void ask(HandfastClient client, int times) {
    var _ =
        client
            .askPermission(confirmation())
            .future()
            .thenRun(
                () -> {
                  ran.accept(Thread.currentThread().getName());
                  if (times > 1) {
                    ask(client, times - 1);
                  }
                });
  }

  @Test
  void whatever_would_wait_in_a_handler_of_the_server_is_refused_and_changes_nothing() {
    var itself = new CompletableFuture<HandfastServer>();
    HandfastServer server =
        bench.server(
            b ->
                b.callbacksOn(CallbackThread.READER)
                    .onLog(
                        (worker, _) -> {
                          attempt(() -> worker.close(LONG));
                          attempt(() -> itself.join().stop(LONG));
                          attempt(() -> worker.cancel("a").await());
                        }));
    itself.complete(server);
    RawWorker worker = bench.rawWorker("w");

    worker.send(Wire.log("w", "now"));

    assertRefused(3);
    worker.expectFrame("cancel");
    worker.expectNothingYet();
    assertThat(server.workers()).hasSize(1);
  }

  @Test
  void whatever_would_wait_in_a_handler_of_the_client_is_refused_and_changes_nothing() {
    RawServer server = bench.rawServer();
    var itself = new CompletableFuture<HandfastClient>();
    HandfastClient client =
        bench.client(
            b ->
                b.callbacksOn(CallbackThread.READER)
                    .onContext(
                        _ -> {
                          attempt(() -> itself.join().drain(LONG));
                          attempt(() -> itself.join().requestPermission(confirmation()));
                        }));
    itself.complete(client);
    RawPeer peer = server.acceptReady();

    peer.send(Wire.inject("now"));

    assertRefused(2);
    peer.expectNothingYet();
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
  }

  private void attempt(Runnable waits) {
    try {
      waits.run();
      ran.accept("waited");
    } catch (IllegalStateException refused) {
      ran.accept(refused.getMessage());
    }
  }

  private void assertRefused(int times) {
    assertThat(ran.await(times))
        .allSatisfy(
            what ->
                assertThat(what)
                    .contains("would wait for what that thread is to bring")
                    .contains("CallbackThread.VIRTUAL"));
  }

  @Test
  @Rule("HF-11")
  void a_send_that_finds_no_room_fails_at_once_also_where_others_wait() {
    bench.server(
        b ->
            b.callbacksOn(CallbackThread.READER)
                .queue(new QueueLimit(2, 1 << 20))
                .whenFull(OverflowPolicy.waitUpTo(LONG))
                .onLog(
                    (worker, _) -> {
                      for (int i = 0; i < 3; i++) {
                        try {
                          worker.cancel("" + i);
                          ran.accept("taken");
                        } catch (HandfastException.QueueFull full) {
                          ran.accept("full");
                        }
                      }
                    }));
    RawWorker worker = bench.rawWorker("w");

    worker.send(Wire.log("w", "now"));

    assertThat(ran.await(3)).containsExactly("taken", "taken", "full");
    worker.expectFrames(2, "cancel");
    worker.expectNothingYet();
  }

  @Test
  @Rule({"HF-9", "HF-13"})
  void who_joins_leaves_also_when_the_server_stops() {
    HandfastServer server = bench.server(b -> house.listen(b).callbacksOn(CallbackThread.READER));
    RawWorker worker = bench.rawWorker("w");
    house.joined("w");
    Call<StopReport> stopping = bench.call(() -> server.stop(LONG));
    worker.expectEnd();
    worker.close();

    assertThat(stopping.result().sessions()).hasSize(1);
    assertThat(house.left("w")).isInstanceOf(CloseCause.ClosedLocally.class);
  }

  private static Confirmation confirmation() {
    return Confirmation.builder()
        .toolName("bash")
        .input(Json.of(Map.of()))
        .isDangerous(false)
        .build();
  }
}
