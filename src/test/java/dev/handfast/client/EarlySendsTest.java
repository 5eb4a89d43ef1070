package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.Delivery;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.Race;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.ManualClock;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Signal;
import dev.handfast.driver.Wire;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import dev.handfast.message.TaskResult;
import dev.handfast.message.Tokens;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is sent before the orchestrator has accepted: the bug that this project was made for.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EarlySendsTest {
  @RegisterExtension final Bench bench = new Bench();

  // race-catalogue: R1
  // original: 13
  @Test
  @Rule({"HF-1", "HF-2"})
  void the_handshake_and_nothing_else_is_on_the_wire_before_the_ack() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    client.status(WorkerStatus.STARTING);
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");
    client.status(WorkerStatus.THINKING);
    peer.expectNothingYet();
    assertThat(client.phase()).isEqualTo(ClientPhase.AWAITING_ACK);
    client.status(WorkerStatus.IDLE);
    peer.expectNothingYet();

    peer.send(Wire.ack());

    assertThat(peer.expectFrames(3, "status_update"))
        .extracting(frame -> frame.text("status"))
        .containsExactly("starting", "thinking", "idle");
  }

  // race-catalogue: R1
  @Test
  @Rule("HF-2")
  void the_handshake_is_written_once_and_says_who_we_are() {
    RawServer server = bench.rawServer();
    HandfastClient client =
        bench.client(b -> b.branch("feat").task("a task").model("m").worktree("/w"));
    RawPeer peer = server.accept();
    RawPeer.Frame handshake = peer.expectFrame("handshake");
    peer.send(Wire.ack());
    client.awaitReady(Duration.ofSeconds(10));
    peer.expectNothingYet();

    assertThat(handshake.text("childId")).isEqualTo("w1");
    assertThat(handshake.text("worktree")).isEqualTo("/w");
    assertThat(handshake.text("branch")).isEqualTo("feat");
    assertThat(handshake.text("model")).isEqualTo("m");
    assertThat(handshake.json().has("provider")).isFalse();
  }

  // race-catalogue: R2, R3, R10
  @Race({"R2", "R3", "H2"})
  @Test
  @Rule({"HF-3", "HF-4"})
  void no_send_is_stranded_or_overtakes_while_the_ack_arrives() {
    RawServer server = bench.rawServer();
    for (int round = 0; round < 20; round++) {
      HandfastClient client = bench.client(b -> b.queue(new QueueLimit(10_000, 10 << 20)));
      RawPeer peer = server.accept();
      peer.expectFrame("handshake");
      var half = new Signal(4);
      List<Call<List<Receipt>>> callers =
          IntStream.range(0, 4)
              .mapToObj(caller -> bench.call(() -> sendNumbered(client, caller, half)))
              .toList();
      half.await();
      peer.send(Wire.ack()); // while all four go on sending

      List<String> arrived =
          peer.expectFrames(4 * 100, "log").stream().map(f -> f.text("content")).toList();

      for (int caller = 0; caller < 4; caller++) {
        String name = caller + "-";
        assertThat(arrived.stream().filter(content -> content.startsWith(name)))
            .containsExactlyElementsOf(
                IntStream.range(0, 100).mapToObj(number -> name + number).toList());
      }
      callers.forEach(
          caller ->
              assertThat(caller.result())
                  .allSatisfy(
                      receipt -> assertThat(receipt.await()).isEqualTo(new Delivery.Written())));
      peer.close();
    }
  }

  // race-catalogue: R3
  @Test
  @Rule({"HF-3", "HF-4"})
  void a_send_made_while_the_flush_is_blocked_stays_behind_it() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    String filler = "x".repeat(20_000);
    for (int i = 0; i < 100; i++) {
      client.log(LogLevel.TEXT, i + filler); // 2 MB: far more than a socket takes
    }
    RawPeer peer = server.acceptReady();
    client.awaitReady(Duration.ofSeconds(10));

    Receipt late = client.log(LogLevel.TEXT, "100" + filler);

    assertThat(late.delivery()).isEmpty();
    List<RawPeer.Frame> arrived = peer.expectFrames(101, "log");
    assertThat(arrived)
        .extracting(frame -> frame.text("content").replace("x", ""))
        .containsExactlyElementsOf(IntStream.rangeClosed(0, 100).mapToObj(i -> "" + i).toList());
  }

  // race-catalogue: R3
  @Test
  @Rule("HF-3")
  void a_send_made_in_the_ready_handler_comes_after_what_waited() {
    RawServer server = bench.rawServer();
    var itself = new ArrayList<HandfastClient>();
    var started = new Signal();
    HandfastClient client =
        bench.client(
            b ->
                b.onReady(
                    ack -> {
                      started.await();
                      itself.getFirst().log(LogLevel.INFO, "from the handler");
                    }));
    itself.add(client);
    client.log(LogLevel.INFO, "early");
    started.give();
    RawPeer peer = server.acceptReady();

    assertThat(peer.expectFrames(2, "log"))
        .extracting(frame -> frame.text("content"))
        .containsExactly("early", "from the handler");
  }

  // original: 15
  @Test
  @Rule("HF-24")
  void what_is_changed_after_the_call_is_sent_as_it_was() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    var input = new HashMap<String, Object>();
    input.put("command", "ls");
    var files = new ArrayList<>(List.of("a.txt"));
    var result = result(files);
    client.askPermission(
        Confirmation.builder().toolName("bash").input(Json.of(input)).isDangerous(false).build());
    client.complete(result);
    input.put("command", "rm -rf /");
    files.add("b.txt");

    RawPeer peer = server.acceptReady();

    RawPeer.Frame request = peer.expectFrame("permission_request");
    assertThat(request.json().at("/confirmation/input/command").asString()).isEqualTo("ls");
    RawPeer.Frame complete = peer.expectFrame("task_complete");
    assertThat(complete.json().at("/result/filesChanged").size()).isEqualTo(1);
  }

  // original: 15
  @Race("O15")
  @Test
  @Rule("HF-24")
  void id_and_timestamp_are_those_of_the_call() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> b.seams(bench.seams(clock)));
    clock.advance(Duration.ofSeconds(2));
    Receipt receipt = client.status(WorkerStatus.STARTING);
    clock.advance(Duration.ofSeconds(3)); // the flush is later
    RawPeer peer = server.acceptReady();

    RawPeer.Frame frame = peer.expectFrame("status_update");

    assertThat(frame.id()).isEqualTo(receipt.messageId());
    assertThat(frame.json().get("timestamp").asLong())
        .isEqualTo(ManualClock.START.plusSeconds(2).toEpochMilli());
  }

  // original: 15
  @Race("O15")
  @Test
  @Rule("HF-24")
  void what_cannot_be_encoded_fails_at_the_call_in_every_state() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    assertThatThrownBy(() -> client.log(LogLevel.TEXT, "half a \ud83d pair"))
        .isInstanceOf(HandfastException.NotSendable.class);
    client.log(LogLevel.TEXT, "one");
    RawPeer peer = server.acceptReady();
    client.awaitReady(Duration.ofSeconds(10));
    assertThatThrownBy(() -> client.log(LogLevel.TEXT, "half a \ud83d pair"))
        .isInstanceOf(HandfastException.NotSendable.class);
    client.log(LogLevel.TEXT, "two");

    assertThat(peer.expectFrames(2, "log"))
        .extracting(frame -> frame.text("content"))
        .containsExactly("one", "two");
  }

  // race-catalogue: R10
  @Race("R10")
  @Test
  @Rule({"HF-4", "HF-18"})
  void frames_of_concurrent_senders_are_never_interleaved() {
    RawServer server = bench.rawServer();
    HandfastClient client =
        bench.client(b -> b.whenFull(OverflowPolicy.waitUpTo(Duration.ofSeconds(10))));
    RawPeer peer = server.acceptReady();
    List<Call<Receipt>> callers =
        IntStream.range(0, 8)
            .mapToObj(
                caller ->
                    bench.call(() -> client.log(LogLevel.TEXT, ("" + caller).repeat(300_000))))
            .toList();

    List<RawPeer.Frame> frames = peer.expectFrames(8, "log"); // each line parsed as JSON

    assertThat(frames)
        .allSatisfy(frame -> assertThat(frame.text("content").chars().distinct().count()).isOne());
    callers.forEach(caller -> assertThat(caller.result().await()).isNotNull());
  }

  static TaskResult result(List<String> files) {
    return TaskResult.builder()
        .success(true)
        .response("done")
        .toolCallCount(1)
        .tokensUsed(new Tokens(1, 2))
        .duration(Duration.ofSeconds(1))
        .branch("b")
        .commits(0)
        .filesChanged(files)
        .build();
  }

  private static List<Receipt> sendNumbered(HandfastClient client, int caller, Signal half) {
    var receipts = new ArrayList<Receipt>();
    for (int number = 0; number < 100; number++) {
      if (number == 50) {
        half.give();
      }
      receipts.add(client.log(LogLevel.TEXT, caller + "-" + number));
    }
    return receipts;
  }
}
