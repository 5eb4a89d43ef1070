package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.HandfastEvent;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Wire;
import dev.handfast.message.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However the bytes around the ack are cut, the same things happen.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BoundaryTest {
  @RegisterExtension final Bench bench = new Bench();

  // race-catalogue: R5, R6, R8
  // original: 6
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100_000})
  @Rule({"HF-9", "HF-18"})
  void what_follows_the_ack_is_heard_whatever_the_pieces(int piece) {
    RawServer server = bench.rawServer();
    var calls = new Happenings<String>();
    HandfastClient client =
        bench.client(
            b ->
                b.onReady(ack -> calls.accept("ready"))
                    .onContext(context -> calls.accept(context.context()))
                    .onCancel(cancel -> calls.accept(cancel.reason().orElseThrow())));
    client.log(LogLevel.INFO, "early");
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");

    peer.sendInPieces(
        piece,
        String.join(
            "\n", Wire.ack(), Wire.ping(), Wire.inject("see"), "", "\r", Wire.cancel("stop")));

    assertThat(peer.readUpTo("pong"))
        .extracting(RawPeer.Frame::type)
        .containsExactlyInAnyOrder("log", "pong");
    assertThat(calls.await(3)).containsExactly("ready", "see", "stop");
  }

  // race-catalogue: R6
  @Test
  @Rule("HF-29")
  void the_ack_opens_the_session_without_a_third_message() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.accept();
    RawPeer.Frame handshake = peer.expectFrame("handshake");

    peer.send(Wire.extendedAck(handshake));

    peer.expectNothingYet();
    client.awaitReady(Duration.ofSeconds(10));
    peer.expectNothingYet();
  }

  // race-catalogue: R18
  // original: 5
  @Test
  @Rule("HF-18")
  void a_character_that_is_cut_in_two_arrives_whole() {
    RawServer server = bench.rawServer();
    var contexts = new Happenings<String>();
    HandfastClient client = bench.client(b -> b.onContext(c -> contexts.accept(c.context())));
    RawPeer peer = server.acceptReady();
    String context = "é€😀";
    peer.sendInPieces(1, Wire.inject(context));

    assertThat(contexts.await(1)).containsExactly(context);
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
  }

  // race-catalogue: R18
  // original: 11, 20
  @ParameterizedTest
  @ValueSource(ints = {-1, 0})
  @Rule("HF-17")
  void a_frame_within_the_limit_is_taken(int over) {
    RawServer server = bench.rawServer();
    var contexts = new Happenings<String>();
    HandfastClient client =
        bench.client(b -> b.frameLimit(1000).onContext(c -> contexts.accept(c.context())));
    RawPeer peer = server.acceptReady();

    peer.send(injectOf(1000 + over));

    contexts.await(1);
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
  }

  // race-catalogue: R18
  // original: 11, 20
  @Test
  @Rule("HF-17")
  void a_frame_over_the_limit_is_a_violation_before_its_end_arrives() {
    RawServer server = bench.rawServer();
    var events = new Happenings<HandfastEvent>();
    HandfastClient client = bench.client(b -> b.frameLimit(1000).onEvent(events));
    RawPeer peer = server.acceptReady();
    client.awaitReady(Duration.ofSeconds(10));

    peer.sendBytes(injectOf(1001).getBytes(StandardCharsets.UTF_8)); // and no newline

    assertThat(peer.expectFrame("protocol_error").text("code")).isEqualTo("frame_too_long");
    peer.expectEnd();
    assertThat(events.await(HandfastEvent.Ended.class).cause())
        .isInstanceOf(CloseCause.PeerMisbehaved.class);
  }

  // race-catalogue: R18
  // original: 20
  @Test
  @Rule("HF-17")
  void before_the_verdict_the_limit_is_the_small_one() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> b.earlyFrameLimit(500).frameLimit(1000));
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");

    peer.sendBytes(injectOf(501).getBytes(StandardCharsets.UTF_8));

    assertThat(peer.expectFrame("protocol_error").text("code")).isEqualTo("frame_too_long");
    peer.expectEnd();
    assertThat(client.drain(Duration.ZERO).cause()).isInstanceOf(CloseCause.PeerMisbehaved.class);
  }

  // race-catalogue: R8
  @Test
  @Rule("HF-18")
  void the_large_limit_holds_from_the_byte_after_the_ack() {
    RawServer server = bench.rawServer();
    var contexts = new Happenings<String>();
    bench.client(
        b -> b.earlyFrameLimit(500).frameLimit(1000).onContext(c -> contexts.accept(c.context())));
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");

    peer.send(Wire.ack(), injectOf(1000)); // one write, so one read on the other side

    contexts.await(1);
  }

  private static String injectOf(int bytes) {
    int envelope = Wire.inject("").length();
    // ids grow: the filler makes up for it
    String line = Wire.inject("x".repeat(bytes - envelope));
    return line.length() == bytes
        ? line
        : Wire.inject("x".repeat(bytes - envelope - (line.length() - bytes)));
  }
}
