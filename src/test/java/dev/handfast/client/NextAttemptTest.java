package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.HandfastException;
import dev.handfast.Race;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Wire;
import dev.handfast.message.WorkerStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A new attempt is a new client, with no trace of the last.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NextAttemptTest {
  @RegisterExtension final Bench bench = new Bench();

  // race-catalogue: R17
  // original: 2, 18
  @Test
  @Rule({"HF-1", "HF-10"})
  void the_second_attempt_queues_and_reads_as_if_it_were_the_first() {
    RawServer server = bench.rawServer();
    var ends = new Happenings<CloseCause>();
    HandfastClient first = bench.client(b -> b.onClosed(ends));
    RawPeer old = server.acceptReady();
    first.awaitReady(Duration.ofSeconds(10));
    old.sendBytes("{\"id\":\"half a line".getBytes(StandardCharsets.UTF_8));
    old.close();
    ends.await(1);

    HandfastClient second = bench.client();
    Receipt early = second.status(WorkerStatus.STARTING);
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");
    peer.expectNothingYet(); // it waits again
    peer.send(Wire.ack());

    assertThat(peer.expectFrame("status_update").id()).isEqualTo(early.messageId());
    assertThatThrownBy(() -> first.status(WorkerStatus.IDLE))
        .isInstanceOf(HandfastException.Closed.class);
    assertThat(second.phase()).isEqualTo(ClientPhase.READY);
  }

  // race-catalogue: R17
  // original: 18
  @Race("R17")
  @Test
  @Rule({"HF-10", "HF-25"})
  void a_late_end_of_the_first_does_not_touch_the_second() {
    RawServer server = bench.rawServer();
    HandfastClient first = bench.client();
    RawPeer old = server.acceptReady();
    first.awaitReady(Duration.ofSeconds(10));
    HandfastClient second = bench.client();
    RawPeer peer = server.acceptReady();
    second.awaitReady(Duration.ofSeconds(10));

    old.close();
    first.drain(Duration.ofSeconds(1));

    peer.expectNothingYet();
    assertThat(second.phase()).isEqualTo(ClientPhase.READY);
  }

  // original: 18
  @Race("O18")
  @Test
  @Rule("HF-2")
  void a_client_opens_one_connection_and_no_other() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    client.status(WorkerStatus.STARTING);
    RawPeer peer = server.acceptReady();
    peer.expectFrame("status_update");
    peer.close();
    client.drain(Duration.ofSeconds(1));

    assertThat(server.somebodyWaits()).isFalse();
  }
}
