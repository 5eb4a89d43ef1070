package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.Delivery;
import dev.handfast.Droppable;
import dev.handfast.FailureCause;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.message.LogLevel;
import dev.handfast.message.TaskFailure;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Chosen messages make room for newer ones, and each of them is told.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DropOldestTest {
  private static final QueueLimit THREE = new QueueLimit(3, 1 << 20);
  private static final Delivery DROPPED = new Delivery.Failed(new FailureCause.Dropped());

  @RegisterExtension final Bench bench = new Bench();

  @Test
  @Rule("HF-32")
  void before_the_ack_a_new_line_takes_the_place_of_the_oldest_one() {
    RawServer server = bench.rawServer();
    var events = new Happenings<HandfastEvent>();
    HandfastClient client = client(b -> b.onEvent(events));
    List<Receipt> receipts = Stream.of("0", "1", "2", "3").map(i -> log(client, i)).toList();

    assertThat(receipts.getFirst().await()).isEqualTo(DROPPED);
    assertThat(events.await(HandfastEvent.Settled.class).delivery()).isEqualTo(DROPPED);
    RawPeer peer = server.acceptReady();
    assertThat(peer.expectFrames(3, "log"))
        .extracting(frame -> frame.text("content"))
        .containsExactly("1", "2", "3");
    peer.expectNothingYet();
    assertThat(receipts.subList(1, 4))
        .extracting(Receipt::await)
        .containsOnly(new Delivery.Written());
  }

  @Test
  @Rule("HF-32")
  void other_types_stay_and_a_send_that_no_line_makes_room_for_fails() {
    RawServer server = bench.rawServer();
    HandfastClient client = client(_ -> {});
    client.status(WorkerStatus.STARTING);
    Receipt line = log(client, "0");
    client.status(WorkerStatus.THINKING);
    client.status(WorkerStatus.IDLE);

    assertThatThrownBy(() -> client.fail(TaskFailure.fatal("no more")))
        .isInstanceOf(HandfastException.QueueFull.class);

    assertThat(line.await()).isEqualTo(DROPPED);
    RawPeer peer = server.acceptReady();
    peer.expectFrames(3, "status_update");
    peer.expectNothingYet();
  }

  // race-catalogue: R16
  @Test
  @Rule({"HF-4", "HF-5", "HF-32"})
  void callers_that_flood_a_slow_reader_get_one_outcome_each_and_their_order_holds() {
    RawServer server = bench.rawServer();
    HandfastClient client = client(b -> b.queue(new QueueLimit(16, 16 << 20)));
    RawPeer peer = server.acceptReady();
    client.awaitReady(Duration.ofSeconds(10));
    List<Call<List<Receipt>>> callers =
        IntStream.range(0, 3).mapToObj(who -> bench.call(() -> flood(client, who))).toList();
    List<Receipt> receipts = callers.stream().flatMap(call -> call.result().stream()).toList();
    Receipt last = client.fail(TaskFailure.fatal("no more"));

    List<RawPeer.Frame> arrived = peer.readUpTo("task_error");

    assertThat(last.await()).isEqualTo(new Delivery.Written());
    List<Delivery> outcomes = receipts.stream().map(Receipt::await).toList();
    assertThat(outcomes).containsOnly(DROPPED, new Delivery.Written()).contains(DROPPED);
    assertThat(arrived.subList(0, arrived.size() - 1))
        .extracting(RawPeer.Frame::id)
        .containsExactlyInAnyOrderElementsOf(
            receipts.stream()
                .filter(receipt -> receipt.await().equals(new Delivery.Written()))
                .map(Receipt::messageId)
                .toList());
    for (int who = 0; who < 3; who++) {
      String name = who + " ";
      assertThat(
              arrived.stream()
                  .filter(frame -> frame.type().equals("log"))
                  .map(frame -> frame.text("content"))
                  .filter(content -> content.startsWith(name))
                  .map(content -> number(content)))
          .as("lines of caller " + who)
          .isSorted();
    }
  }

  /// The number behind the caller's.
  private static int number(String content) {
    return Integer.parseInt(content.substring(2, content.indexOf(' ', 2)));
  }

  private static List<Receipt> flood(HandfastClient client, int who) {
    var receipts = new ArrayList<Receipt>();
    for (int i = 0; i < 200; i++) {
      receipts.add(log(client, who + " " + i + " " + "x".repeat(20_000)));
    }
    return receipts;
  }

  @Test
  @Rule("HF-32")
  void a_policy_that_names_nothing_that_this_side_sends_is_refused() {
    assertThatThrownBy(
            () ->
                bench.client(b -> b.whenFull(OverflowPolicy.dropOldest(Droppable.INJECT_CONTEXT))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("INJECT_CONTEXT");
  }

  private HandfastClient client(Consumer<ClientOptions.Builder> changes) {
    return bench.client(
        b -> changes.accept(b.queue(THREE).whenFull(OverflowPolicy.dropOldest(Droppable.LOG))));
  }

  private static Receipt log(HandfastClient client, String content) {
    return client.log(LogLevel.INFO, content);
  }
}
