package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.Counts;
import dev.handfast.Delivery;
import dev.handfast.Droppable;
import dev.handfast.FailureCause;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.client.HandfastClient;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.Halt;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Signal;
import dev.handfast.driver.Wire;
import dev.handfast.message.LogLevel;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Slow parties, large messages and floods: bounded everywhere, and nothing lost.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PressureTest {
  private static final int ENVELOPE = 200;

  @RegisterExtension final Bench bench = new Bench();
  private final House house = new House();

  // race-catalogue: R16
  // original: 11
  @Test
  @Rule({"HF-5", "HF-11"})
  void a_slow_handler_fills_the_senders_queue_and_nothing_is_lost() {
    var halt = new Halt();
    bench.server(b -> house.listen(b).inboundLimit(8).onStatus((worker, status) -> halt.stand()));
    var contexts = new Happenings<String>();
    HandfastClient client =
        bench.client(
            b ->
                b.queue(new QueueLimit(16, 16 << 20))
                    .whenFull(OverflowPolicy.fail())
                    .onContext(c -> contexts.accept(c.context())));
    client.status(WorkerStatus.STARTING);
    halt.awaitSomebody();
    int accepted = 0;
    HandfastException.QueueFull full = null;
    Receipt last = null;
    while (full == null) {
      try {
        last = client.log(LogLevel.TEXT, accepted + " " + "x".repeat(50_000));
        accepted++;
        assertThat(accepted).as("50 kB messages taken while the handler stands").isLessThan(2000);
      } catch (HandfastException.QueueFull refused) {
        full = refused;
      }
    }
    Worker session = house.joined("w1");
    for (int turn = 0; turn < 20; turn++) {
      session.injectContext("a turn of the loop, in which it could read and does not", List.of());
      contexts.await(1 + turn);
    }
    assertThat(session.counts().framesReceived()).as("handshake and limit").isEqualTo(1 + 8);
    assertThat(house.words()).isEmpty();

    halt.letGo();

    assertThat(last.await()).isEqualTo(new Delivery.Written());
    assertThat(house.words(accepted))
        .extracting(content -> content.substring(0, content.indexOf(' ')))
        .containsExactlyElementsOf(IntStream.range(0, accepted).mapToObj(i -> "" + i).toList());
  }

  // race-catalogue: R15, R16
  @Test
  @Rule({"HF-11", "HF-14"})
  void a_worker_that_has_gone_before_its_messages_were_handled_loses_none_of_them() {
    var release = new Signal();
    bench.server(
        b -> house.listen(b).inboundLimit(4).onStatus((worker, status) -> release.await()));
    RawWorker worker = bench.rawWorker("w1");
    worker.send(Wire.status("w1", "starting"));
    for (int i = 0; i < 20; i++) {
      worker.send(Wire.log("w1", "" + i));
    }
    worker.close();

    release.give();

    house.left("w1");
    assertThat(house.words())
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "" + i).toList());
  }

  // race-catalogue: R16
  // original: 11
  @Test
  @Rule("HF-11")
  void a_worker_that_does_not_read_fills_its_own_queue_and_no_other() {
    HandfastServer server = bench.server(b -> house.listen(b).queue(new QueueLimit(16, 16 << 20)));
    bench.rawWorker("slow");
    Worker slow = house.joined("slow");
    RawWorker quick = bench.rawWorker("quick");
    house.joined("quick");
    int accepted = 0;
    boolean full = false;
    while (!full) {
      BroadcastReport report =
          server.broadcast(worker -> worker.injectContext("x".repeat(50_000), List.of()));
      assertThat(report.accepted()).containsKey("quick");
      quick.expectFrame("inject_context");
      full = report.refused().get("slow") instanceof HandfastException.QueueFull;
      accepted++;
      assertThat(accepted).as("50 kB orders accepted with nobody reading").isLessThan(2000);
    }
    assertThat(slow.closeCause()).isEmpty();
  }

  // race-catalogue: R16
  @Test
  @Rule("HF-32")
  void old_contexts_for_a_worker_that_does_not_read_make_room_for_a_cancel() {
    var policy = OverflowPolicy.dropOldest(Droppable.INJECT_CONTEXT);
    bench.server(b -> house.listen(b).queue(new QueueLimit(4, 16 << 20)).whenFull(policy));
    RawWorker worker = bench.rawWorker("w1");
    Worker session = house.joined("w1");
    session.cancel("x".repeat(2 << 20)); // more than the socket takes, and never dropped
    List<Receipt> contexts =
        IntStream.range(0, 9).mapToObj(i -> session.injectContext("" + i, List.of())).toList();

    Receipt last = session.cancel("enough");

    assertThat(contexts.subList(0, 7))
        .extracting(Receipt::await)
        .containsOnly(new Delivery.Failed(new FailureCause.Dropped()));
    worker.expectFrame("cancel");
    assertThat(worker.expectFrames(2, "inject_context"))
        .extracting(frame -> frame.text("context"))
        .containsExactly("7", "8");
    worker.expectFrame("cancel");
    assertThat(last.await()).isEqualTo(new Delivery.Written());
  }

  // race-catalogue: R16
  @Test
  @Rule({"HF-11", "HF-20"})
  void two_sides_that_both_only_write_do_not_block_each_other() {
    var patient = OverflowPolicy.waitUpTo(Duration.ofSeconds(20));
    HandfastServer server =
        bench.server(b -> house.listen(b).whenFull(patient).queue(new QueueLimit(64, 1 << 20)));
    var contexts = new Happenings<Integer>();
    HandfastClient client =
        bench.client(
            b ->
                b.whenFull(patient)
                    .queue(new QueueLimit(64, 1 << 20))
                    .onContext(c -> contexts.accept(c.context().length())));
    Worker session = house.joined("w1");
    Call<Boolean> up =
        bench.call(() -> allWritten(i -> client.log(LogLevel.TEXT, "x".repeat(10_000))));
    Call<Boolean> down =
        bench.call(() -> allWritten(i -> session.injectContext("y".repeat(10_000), List.of())));

    contexts.await(300);
    house.words(300);
    assertThat(up.result()).isTrue();
    assertThat(down.result()).isTrue();
    assertThat(server.workers()).hasSize(1);
  }

  @Test
  @Rule({"HF-7", "HF-11"})
  void an_answer_is_given_though_the_workers_queue_is_full() {
    bench.server(b -> house.listen(b).queue(new QueueLimit(2, 16 << 20)));
    RawWorker worker = bench.rawWorker("w1");
    Worker session = house.joined("w1");
    session.injectContext("x".repeat(2 << 20), List.of());
    session.cancel("and one behind");
    assertThatThrownBy(() -> session.cancel("one too many"))
        .isInstanceOf(HandfastException.QueueFull.class);

    worker.send(Wire.ask("w1", "bash"));

    assertThat(worker.readUpTo("permission_response")).hasSize(3);
  }

  private static boolean allWritten(IntFunction<Receipt> send) {
    List<Receipt> receipts = IntStream.range(0, 300).mapToObj(send).toList();
    return receipts.stream().allMatch(each -> each.await().equals(new Delivery.Written()));
  }

  // original: 20
  @Test
  @Rule({"HF-5", "HF-17"})
  void a_message_just_under_eight_mebibytes_goes_both_ways_and_one_over_is_refused_at_the_call() {
    bench.server(house::listen);
    var contexts = new Happenings<Integer>();
    HandfastClient client =
        bench.client(b -> b.onContext(c -> contexts.accept(c.context().length())));
    int most = (8 << 20) - ENVELOPE;
    Receipt up = client.log(LogLevel.TEXT, "x".repeat(most));
    assertThat(house.words(1).getFirst()).hasSize(most);
    assertThat(up.await()).isEqualTo(new Delivery.Written());
    house.joined("w1").injectContext("y".repeat(most), List.of());
    assertThat(contexts.await(1)).containsExactly(most);

    assertThatThrownBy(() -> client.log(LogLevel.TEXT, "x".repeat(8 << 20)))
        .isInstanceOf(HandfastException.NotSendable.class)
        .hasMessageContaining("8388608");
    client.log(LogLevel.TEXT, "as if nothing had been");
    assertThat(house.words(2)).last().isEqualTo("as if nothing had been");
  }

  @Test
  @Rule("HF-17")
  void the_limit_is_exact() {
    bench.server(b -> house.listen(b).frameLimit(1000));
    RawWorker worker = bench.rawWorker("w1");
    worker.send(logOf(999), logOf(1000));
    assertThat(house.words(2)).hasSize(2);

    worker.send(logOf(1001));

    assertThat(worker.expectFrame("protocol_error").text("code")).isEqualTo("frame_too_long");
    worker.expectEnd();
  }

  private static String logOf(int bytes) {
    String empty = Wire.frame("log", "childId", "w1", "level", "text", "content", "");
    return empty.replace(
        "\"content\":\"\"", "\"content\":\"" + "x".repeat(bytes - empty.length()) + "\"");
  }

  // race-catalogue: R16
  @Test
  @Rule({"HF-9", "HF-11"})
  void a_worker_that_pings_and_never_reads_is_no_burden() {
    bench.server(house::listen);
    RawWorker flood = bench.rawWorker("flood");
    RawWorker other = bench.rawWorker("w1");
    int sent = 0;
    for (int turn = 0; turn < 20; turn++) {
      sent += flood.sendUntilFull(_ -> Wire.ping(), 1_000_000);
      other.expectNothingYet(); // a turn of the loop; and others are served meanwhile
    }
    Counts counts = house.joined("flood").counts();
    assertThat(counts.framesReceived() - counts.framesSent())
        .as("pongs that wait to be taken")
        .isBetween(1L, 70L);

    List<RawPeer.Frame> pongs = flood.expectFrames(sent - 1, "pong");

    assertThat(pongs).hasSize(sent - 1);
  }

  @Test
  @Rule("HF-4")
  void a_handler_that_throws_does_not_disturb_the_next_message_nor_other_workers() {
    bench.server(
        b ->
            house
                .listen(b)
                .onStatus(
                    (worker, status) -> {
                      throw new IllegalStateException("thrown by a test's handler, on purpose");
                    }));
    RawWorker worker = bench.rawWorker("w1");

    worker.send(Wire.status("w1", "idle"), Wire.log("w1", "next"));

    assertThat(house.words(1)).containsExactly("next");
    worker.expectNothingYet();
  }
}
