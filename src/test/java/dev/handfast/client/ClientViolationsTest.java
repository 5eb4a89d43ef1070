package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.Role;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Wire;
import dev.handfast.message.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An orchestrator that breaks the protocol is told so and left.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClientViolationsTest {
  @RegisterExtension final Bench bench = new Bench();

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of("wrong_direction", Wire.log("w1", "not yours")),
        Arguments.of("wrong_direction", Wire.handshake("w1")),
        Arguments.of("invalid_json", "{\"id\":"),
        Arguments.of("not_an_object", "[1]"),
        Arguments.of("missing_field", Wire.frame("inject_context")),
        Arguments.of("wrong_type", Wire.frame("inject_context", "context", 7)),
        Arguments.of("duplicate_field", "{\"id\":\"1\",\"id\":\"2\",\"type\":\"ping\"}"));
  }

  // race-catalogue: R7
  @ParameterizedTest
  @MethodSource("violations")
  @Rule("HF-17")
  void a_violation_has_its_code_and_ends_the_connection(String code, String line) {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();

    peer.send(line, Wire.inject("after the end"));

    assertThat(peer.expectFrame("protocol_error").text("code")).isEqualTo(code);
    peer.expectEnd();
    assertThat(client.drain(Duration.ZERO).cause())
        .isInstanceOfSatisfying(
            CloseCause.PeerMisbehaved.class,
            end -> {
              assertThat(end.violation().code().wire()).isEqualTo(code);
              assertThat(end.violation().offender()).isEqualTo(Role.ORCHESTRATOR);
            });
  }

  @Test
  @Rule("HF-17")
  void bytes_that_are_no_utf_8_are_a_violation() {
    RawServer server = bench.rawServer();
    bench.client();
    RawPeer peer = server.acceptReady();
    byte[] line = Wire.inject("é").getBytes(StandardCharsets.ISO_8859_1);
    peer.sendBytes(line);
    peer.sendBytes(new byte[] {'\n'});

    assertThat(peer.expectFrame("protocol_error").text("code")).isEqualTo("invalid_utf8");
    peer.expectEnd();
  }

  @Test
  @Rule({"HF-5", "HF-17"})
  void a_violation_settles_what_was_on_its_way() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();
    Receipt huge = client.log(LogLevel.TEXT, "x".repeat(4 << 20));
    Receipt behind = client.log(LogLevel.TEXT, "behind");
    PermissionCall call = client.askPermission(PermissionTest.confirmation());
    peer.swallow(1000);

    peer.send("nonsense");

    assertThat(huge.await()).isInstanceOf(Delivery.Unknown.class);
    assertThat(behind.await()).isInstanceOf(Delivery.Failed.class);
    assertThat(call.receipt().await()).isInstanceOf(Delivery.Failed.class);
    assertThatThrownBy(call::await).isInstanceOf(HandfastException.Unanswered.class);
  }

  @Test
  @Rule("HF-22")
  void what_is_unknown_is_ignored_and_counted() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();

    peer.send(
        Wire.frame("brand_new", "anything", Map.of("x", 1)),
        Wire.frame("pong"),
        Wire.frame("inject_context", "context", "c", "relevantFiles", null, "more", 1));

    peer.expectNothingYet();
    assertThat(client.counts().ignored()).containsOnly(Map.entry("unknown_type", 1L));
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
  }
}
