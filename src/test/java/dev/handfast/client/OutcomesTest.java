package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Wire;
import dev.handfast.message.LogLevel;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Each accepted send ends once, and its outcome is the truth.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OutcomesTest {
  @RegisterExtension final Bench bench = new Bench();

  @Test
  @Rule("HF-5")
  void a_message_that_left_is_written_in_every_view_of_its_outcome() throws Exception {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    Receipt receipt = client.status(WorkerStatus.STARTING);
    CompletableFuture<Delivery> future = receipt.future();
    assertThat(receipt.delivery()).isEmpty();
    assertThat(receipt)
        .hasToString("status_update %s: no outcome yet".formatted(receipt.messageId()));
    assertThat(receipt.await(Duration.ofMillis(1))).isEmpty();
    RawPeer peer = server.acceptReady();

    assertThat(receipt.await()).isEqualTo(new Delivery.Written());
    assertThat(receipt.delivery()).contains(new Delivery.Written());
    assertThat(receipt.await(Duration.ZERO)).contains(new Delivery.Written());
    assertThat(future.get()).isEqualTo(new Delivery.Written());
    assertThat(receipt.type()).isEqualTo("status_update");
    assertThat(receipt).hasToString("status_update %s: Written[]".formatted(receipt.messageId()));
    assertThat(peer.expectFrame("status_update").id()).isEqualTo(receipt.messageId());
    assertThat(client.counts().framesSent()).isEqualTo(2);
  }

  // original: 8
  @Test
  @Rule({"HF-5", "HF-20"})
  void when_the_peer_dies_in_the_flush_every_message_has_its_true_outcome() {
    RawServer server = bench.rawServer();
    var events = new Happenings<HandfastEvent>();
    HandfastClient client = bench.client(b -> b.onEvent(events));
    var receipts = new ArrayList<Receipt>();
    for (int i = 0; i < 200; i++) {
      receipts.add(client.log(LogLevel.TEXT, "x".repeat(10_000)));
    }
    RawPeer peer = server.acceptReady();
    List<RawPeer.Frame> arrived = peer.expectFrames(10, "log");

    peer.close();

    List<Delivery> outcomes = receipts.stream().map(Receipt::await).toList();
    int written = (int) outcomes.stream().filter(Delivery.Written.class::isInstance).count();
    List<Delivery> rest = outcomes.subList(written, outcomes.size());
    assertThat(outcomes.subList(0, written)).containsOnly(new Delivery.Written());
    assertThat(written).isBetween(arrived.size(), 199);
    assertThat(rest.subList(1, rest.size())).allMatch(Delivery.Failed.class::isInstance);
    assertThat(client.drain(Duration.ZERO).undelivered())
        .extracting(DrainReport.Undelivered::messageId)
        .containsExactlyElementsOf(
            receipts.subList(written, 200).stream().map(Receipt::messageId).toList());
    events.await(HandfastEvent.Ended.class);
    assertThat(events.all().stream().filter(HandfastEvent.Settled.class::isInstance))
        .as("one outcome each")
        .hasSize(200);
  }

  @Test
  @Rule("HF-5")
  void a_message_of_which_the_kernel_took_a_part_is_unknown_and_those_behind_it_failed() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();
    Receipt huge = client.log(LogLevel.TEXT, "x".repeat(4 << 20));
    Receipt behind = client.status(WorkerStatus.COMPLETE);
    peer.swallow(1000); // so the kernel has some of it, and cannot have all
    assertThat(huge.delivery()).isEmpty();

    peer.close();

    assertThat(huge.await())
        .isInstanceOfSatisfying(
            Delivery.Unknown.class,
            unknown -> assertThat(unknown.cause()).isInstanceOf(CloseCause.PeerClosed.class));
    assertThat(behind.await())
        .isInstanceOfSatisfying(
            Delivery.Failed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(FailureCause.ConnectionEnded.class));
    assertThat(client.drain(Duration.ZERO).undelivered())
        .extracting(DrainReport.Undelivered::messageId)
        .containsExactly(huge.messageId(), behind.messageId());
  }

  @Test
  @Rule({"HF-5", "HF-20"})
  void a_message_partly_taken_at_the_close_deadline_is_unknown() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();
    Receipt huge = client.log(LogLevel.TEXT, "x".repeat(4 << 20));
    Receipt behind = client.status(WorkerStatus.COMPLETE);
    peer.swallow(1000);

    DrainReport report = client.drain(Duration.ofMillis(50)); // the peer never reads the rest

    assertThat(report.cause()).isEqualTo(new CloseCause.DrainTimedOut());
    assertThat(report.isComplete()).isFalse();
    assertThat(report.undelivered())
        .extracting(DrainReport.Undelivered::delivery)
        .containsExactly(
            new Delivery.Unknown(report.cause()),
            new Delivery.Failed(new FailureCause.ConnectionEnded(report.cause())));
    assertThat(report.summary()).contains(huge.messageId(), behind.messageId());
  }

  @Test
  @Rule("HF-5")
  void a_failed_message_left_no_byte() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();
    Receipt huge = client.log(LogLevel.TEXT, "x".repeat(1 << 20));
    Receipt failed = client.log(LogLevel.TEXT, "never seen");
    peer.swallow(1000);

    client.drain(Duration.ofMillis(1));

    assertThat(failed.await()).isInstanceOf(Delivery.Failed.class);
    assertThat(peer.readToEnd()).isEmpty(); // neither the rest of the huge one, nor any other
    assertThat(huge.await()).isInstanceOf(Delivery.Unknown.class);
  }

  // race-catalogue: R4
  // original: 21
  @Test
  @Rule({"HF-5", "HF-10"})
  void after_the_peer_has_gone_every_call_fails_with_the_first_cause() {
    RawServer server = bench.rawServer();
    var ends = new Happenings<CloseCause>();
    HandfastClient client = bench.client(b -> b.onClosed(ends));
    RawPeer peer = server.acceptReady();
    client.awaitReady(Duration.ofSeconds(10));
    peer.close();
    CloseCause cause = ends.await(1).getFirst();

    assertThat(cause).isInstanceOf(CloseCause.PeerClosed.class);
    assertThatThrownBy(() -> client.status(WorkerStatus.IDLE))
        .isInstanceOfSatisfying(
            HandfastException.Closed.class, end -> assertThat(end.reason()).isSameAs(cause));
    assertThatThrownBy(() -> client.askPermission(PermissionTest.confirmation()))
        .isInstanceOf(HandfastException.Closed.class);
    assertThat(client.drain(Duration.ofSeconds(1)).cause()).isSameAs(cause);
    assertThat(client.closeCause()).contains(cause);
    client.close();
    assertThat(ends.all()).containsExactly(cause);
  }

  @Test
  @Rule("HF-17")
  void a_protocol_error_ends_the_connection_with_the_peers_words() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();

    peer.send(Wire.frame("protocol_error", "code", "some_code", "message", "some words"));

    peer.expectEnd();
    assertThat(client.drain(Duration.ZERO).cause())
        .isEqualTo(new CloseCause.PeerReported("some_code", "some words"));
  }
}
