package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Delivery;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.StillWorld;
import dev.handfast.driver.Wire;
import dev.handfast.message.LogLevel;
import dev.handfast.transport.InMemoryTransport;
import dev.handfast.transport.JunixTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The first message since the peer was heard is written by the thread that sends it; whatever
/// follows is the owner thread's to write.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WriteAtOnceTest {
  @RegisterExtension final Bench bench = new Bench();

  @Test
  @Rule("HF-4")
  void the_first_message_is_written_when_its_send_returns_and_those_behind_it_wait_for_a_turn() {
    try (var world = new Accepted()) {
      Receipt first = world.log("first");
      Receipt second = world.log("second");

      assertThat(first.delivery()).contains(new Delivery.Written());
      assertThat(second.delivery()).isEmpty();
      world.turns();
      assertThat(second.delivery()).contains(new Delivery.Written());
    }
  }

  @Test
  void a_message_waits_for_a_turn_from_one_byte_over_16_KiB() {
    int longest = (16 << 10) - frameOf("");

    assertThat(isWrittenAtOnce("x".repeat(longest))).isTrue();
    assertThat(isWrittenAtOnce("x".repeat(longest + 1))).isFalse();
  }

  /// How many bytes its frame has, the newline included; the same in each world.
  private static int frameOf(String content) {
    try (var world = new Accepted()) {
      long before = world.client.counts().bytesSent();
      world.log(content);
      return (int) (world.client.counts().bytesSent() - before);
    }
  }

  private static boolean isWrittenAtOnce(String content) {
    try (var world = new Accepted()) {
      Receipt sent = world.log(content);
      boolean atOnce = sent.delivery().isPresent();
      if (!atOnce) {
        world.turns();
      }
      assertThat(sent.delivery()).contains(new Delivery.Written());
      return atOnce;
    }
  }

  @Test
  @Rule("HF-5")
  void what_the_kernel_did_not_take_of_it_follows_when_there_is_room() {
    try (var world = new Accepted(InMemoryTransport.manual().capacity(100))) {
      Receipt cut = world.log("x".repeat(300));

      assertThat(cut.delivery()).isEmpty();
      world.turns();
      assertThat(cut.delivery()).contains(new Delivery.Written());
    }
  }

  @Test
  void where_only_the_owner_may_write_it_waits_for_a_turn() {
    try (var world = new Accepted(InMemoryTransport.manual().anyThreadMayWrite(false))) {
      Receipt first = world.log("first");

      assertThat(first.delivery()).isEmpty();
      world.turns();
      assertThat(first.delivery()).contains(new Delivery.Written());
    }
  }

  // race-catalogue: R20
  @Test
  @Rule("HF-5")
  void an_interrupted_thread_sends_and_the_connection_lives() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    interruptedSend(server.acceptReady(), client);
  }

  // race-catalogue: R20
  @Test
  @Rule("HF-5")
  void an_interrupted_thread_sends_over_junixsocket_too() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> b.transport(JunixTransport::new));
    interruptedSend(server.acceptReady(), client);
  }

  private static void interruptedSend(RawPeer peer, HandfastClient client) {
    for (int i = 0; i < 100; i++) {
      peer.send(Wire.ping());
      peer.expectFrame("pong"); // heard: now a send may be written at once
      Thread.currentThread().interrupt();
      client.log(LogLevel.TEXT, "" + i);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(peer.expectFrame("log").text("content")).isEqualTo("" + i);
    }
  }

  /// A worker that was accepted, and an orchestrator that has heard nothing else from it.
  private static final class Accepted implements AutoCloseable {
    private final StillWorld world;
    private final HandfastClient client;

    Accepted() {
      this(InMemoryTransport.manual());
    }

    Accepted(InMemoryTransport transport) {
      world = new StillWorld(transport);
      client = world.client("w1");
      world.turns();
      world.tasks();
      world.turns();
      assertThat(client.phase()).isEqualTo(ClientPhase.READY);
    }

    Receipt log(String content) {
      return client.log(LogLevel.TEXT, content);
    }

    void turns() {
      world.turns();
    }

    @Override
    public void close() {
      world.close();
    }
  }
}
