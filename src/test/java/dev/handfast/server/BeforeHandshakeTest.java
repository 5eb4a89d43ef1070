package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.HandfastEvent;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A connection that has not said who it is gets nothing and moves nothing.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BeforeHandshakeTest {
  @RegisterExtension final Bench bench = new Bench();
  private final House house = new House();
  private final Happenings<HandfastEvent> events = new Happenings<>();

  static Stream<String> applicationFrames() {
    return Stream.of(
        Wire.status("w1", "idle"),
        Wire.log("w1", "hello"),
        Wire.log("", "hello"),
        Wire.ask("w1", "bash"));
  }

  // race-catalogue: R1, R7
  // original: 4
  @ParameterizedTest
  @MethodSource("applicationFrames")
  @Rule({"HF-13", "HF-17"})
  void what_comes_before_the_handshake_reaches_no_handler(String frame) {
    HandfastServer server = bench.server(b -> house.listen(b).onEvent(events));
    RawWorker worker = bench.rawWorker();

    worker.send(frame, Wire.handshake("w1"));

    String code = worker.expectFrame("protocol_error").text("code");
    worker.expectEnd();
    assertThat(code).isIn("handshake_expected", "invalid_value");
    events.await(HandfastEvent.Ended.class);
    assertThat(server.workers()).isEmpty();
    bench.rawWorker("w2"); // later than everything above
    house.joined("w2");
    assertThat(house.heard.all()).hasSize(1);
  }

  // race-catalogue: R7
  @Test
  @Rule("HF-9")
  void a_ping_before_the_handshake_is_answered_and_harmless() {
    bench.server(house::listen);
    RawWorker worker = bench.rawWorker();

    worker.expectNothingYet();
    worker.send(Wire.handshake("w1"));

    worker.expectFrame("handshake_ack");
    house.joined("w1");
  }

  static Stream<Arguments> identities() {
    return Stream.of(
        Arguments.of("", "invalid_value"),
        Arguments.of(null, "missing_field"),
        Arguments.of(7, "wrong_type"),
        Arguments.of(Map.of("id", "w1"), "wrong_type"),
        Arguments.of(List.of("w1"), "wrong_type"),
        Arguments.of("w\u0000", "invalid_value"),
        Arguments.of("x".repeat(257), "invalid_value"),
        Arguments.of("x".repeat(100_000), "invalid_value"));
  }

  // original: 21
  @ParameterizedTest
  @MethodSource("identities")
  @Rule("HF-17")
  void an_identity_is_a_short_line_of_text(Object childId, String code) {
    HandfastServer server = bench.server(house::listen);
    RawWorker worker = bench.rawWorker();

    worker.send(Wire.handshake(childId));

    assertThat(worker.expectFrame("protocol_error").text("code")).isEqualTo(code);
    worker.expectEnd();
    assertThat(server.workers()).isEmpty();
  }

  @Test
  @Rule("HF-17")
  void the_longest_identity_is_taken() {
    bench.server(house::listen);

    bench.rawWorker("x".repeat(256));

    house.joined("x".repeat(256));
  }

  // race-catalogue: R18
  // original: 20
  @Test
  @Rule("HF-17")
  void a_stranger_cannot_make_us_hold_a_long_line() {
    bench.server(b -> house.listen(b).earlyFrameLimit(1000));
    RawWorker worker = bench.rawWorker();

    worker.sendBytes("x".repeat(1001).getBytes(StandardCharsets.UTF_8)); // and no newline

    assertThat(worker.expectFrame("protocol_error").text("code")).isEqualTo("frame_too_long");
    worker.expectEnd();
  }

  // race-catalogue: R7
  @Test
  @Rule("HF-17")
  void a_stranger_may_not_speak_for_an_orchestrator() {
    bench.server(house::listen);
    RawWorker worker = bench.rawWorker();

    worker.send(Wire.ack());

    assertThat(worker.expectFrame("protocol_error").text("code")).isEqualTo("wrong_direction");
    worker.expectEnd();
  }
}
