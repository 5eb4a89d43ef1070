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
import dev.handfast.ViolationCode;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Wire;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an ack settles, and what it does not.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class VerdictTest {
  @RegisterExtension final Bench bench = new Bench();

  // race-catalogue: R4
  // original: 7
  @Test
  @Rule({"HF-5", "HF-10", "HF-19"})
  void a_refusal_fails_everything_that_waited_and_ends_the_connection() {
    RawServer server = bench.rawServer();
    var ends = new Happenings<CloseCause>();
    HandfastClient client = bench.client(b -> b.onClosed(ends));
    List<Receipt> waiting =
        List.of(client.status(WorkerStatus.STARTING), client.status(WorkerStatus.THINKING));
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");

    peer.send(Wire.refusal("no room for you"));

    peer.expectEnd();
    var refused = new CloseCause.Refused("no room for you");
    assertThat(waiting)
        .extracting(Receipt::await)
        .containsOnly(new Delivery.Failed(new FailureCause.ConnectionEnded(refused)));
    assertThat(client.drain(Duration.ZERO).undelivered())
        .extracting(DrainReport.Undelivered::messageId)
        .containsExactly(waiting.get(0).messageId(), waiting.get(1).messageId());
    assertThat(ends.await(1)).containsExactly(refused);
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(() -> client.status(WorkerStatus.IDLE))
          .isInstanceOfSatisfying(
              HandfastException.Closed.class,
              closed -> assertThat(closed.reason()).isEqualTo(refused));
    }
    assertThatThrownBy(() -> client.awaitReady(Duration.ofSeconds(10)))
        .isInstanceOf(HandfastException.Closed.class);
  }

  static Stream<String> acksThatAcceptNothing() {
    return Stream.of(
        Wire.frame("handshake_ack", "accepted", "true"),
        Wire.frame("handshake_ack", "accepted", "false"),
        Wire.frame("handshake_ack", "accepted", 1),
        Wire.frame("handshake_ack", "accepted", List.of(true)),
        Wire.frame("handshake_ack", "accepted", null),
        Wire.frame("handshake_ack"));
  }

  // original: 14
  @ParameterizedTest
  @MethodSource("acksThatAcceptNothing")
  @Rule("HF-23")
  void only_a_json_true_accepts(String ack) {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    Receipt waiting = client.status(WorkerStatus.STARTING);
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");

    peer.send(ack);

    assertThat(peer.expectFrame("protocol_error").text("code")).isIn("wrong_type", "missing_field");
    peer.expectEnd();
    assertThat(waiting.await()).isInstanceOf(Delivery.Failed.class);
  }

  // race-catalogue: R7
  @Test
  @Rule("HF-6")
  void an_ack_to_another_handshake_settles_nothing_of_ours() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    Receipt waiting = client.status(WorkerStatus.STARTING);
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");

    peer.send(Wire.frame("handshake_ack", "accepted", true, "requestId", "somebody-else"));

    assertThat(peer.expectFrame("protocol_error").text("code")).isEqualTo("invalid_value");
    peer.expectEnd();
    assertThat(waiting.await()).isInstanceOf(Delivery.Failed.class);
  }

  // race-catalogue: R7
  // original: 9
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Rule("HF-6")
  void a_second_ack_settles_nothing_and_is_counted(boolean accepted) {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    PermissionCall call = client.askPermission(PermissionTest.confirmation());
    RawPeer peer = server.acceptReady();
    String request = peer.expectFrame("permission_request").id();

    peer.send(Wire.frame("handshake_ack", "accepted", accepted));
    peer.expectNothingYet(); // the second ack was taken, and the connection lives

    assertThat(call.reply()).isEmpty();
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
    assertThat(client.counts().ignored()).containsEntry("second_ack", 1L);
    peer.send(Wire.answer(request, "deny"));
    assertThat(call.await().approves()).isFalse();
  }

  // race-catalogue: R7
  @Test
  @Rule("HF-6")
  void once_ready_an_ack_to_another_handshake_is_only_counted() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();

    peer.send(Wire.frame("handshake_ack", "accepted", false, "requestId", "somebody-else"));

    peer.expectNothingYet();
    assertThat(client.counts().ignored()).containsEntry("second_ack", 1L);
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
  }

  static Stream<String> framesThatComeTooEarly() {
    return Stream.of(
        Wire.inject("too early"), Wire.cancel("too early"), Wire.answer("r-1", "approve"));
  }

  // race-catalogue: R7
  @ParameterizedTest
  @MethodSource("framesThatComeTooEarly")
  @Rule("HF-17")
  void an_order_before_the_ack_is_a_violation(String order) {
    RawServer server = bench.rawServer();
    var events = new Happenings<HandfastEvent>();
    HandfastClient client = bench.client(b -> b.onEvent(events).onContext(c -> client404()));
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");

    peer.send(order);

    assertThat(peer.expectFrame("protocol_error").text("code")).isEqualTo("ack_expected");
    peer.expectEnd();
    var violated = events.await(HandfastEvent.Violated.class);
    assertThat(violated.violation().code()).isEqualTo(ViolationCode.ACK_EXPECTED);
    assertThat(violated.violation().state()).isEqualTo("AwaitingAck");
    assertThat(client.drain(Duration.ZERO).cause()).isInstanceOf(CloseCause.PeerMisbehaved.class);
  }

  // race-catalogue: R7
  @Test
  @Rule("HF-9")
  void a_ping_before_the_ack_is_answered() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");

    peer.send(Wire.ping());

    peer.expectFrame("pong");
    assertThat(client.phase()).isEqualTo(ClientPhase.AWAITING_ACK);
  }

  private static void client404() {
    throw new AssertionError("an order before the ack reached its handler");
  }
}
