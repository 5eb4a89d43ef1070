package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.Role;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Wire;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A session from *joined* to *left*, each once and in their places.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SessionTest {
  @RegisterExtension final Bench bench = new Bench();
  private final House house = new House();

  // original: 10
  @Test
  @Rule({"HF-4", "HF-14"})
  void joined_comes_first_and_left_last_and_each_once() {
    bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");
    String[] lines =
        IntStream.range(0, 100).mapToObj(i -> Wire.log("w1", "" + i)).toArray(String[]::new);
    worker.send(lines);
    worker.close(); // and an end right behind

    house.left("w1");
    bench.rawWorker("w2"); // whatever came twice would be here by now
    house.joined("w2");
    var heard = house.heard.all();
    assertThat(heard).hasSize(103);
    assertThat(heard.getFirst()).isInstanceOf(House.Heard.Joined.class);
    assertThat(heard.get(101))
        .isInstanceOfSatisfying(
            House.Heard.Left.class,
            left -> assertThat(left.cause()).isInstanceOf(CloseCause.PeerClosed.class));
    assertThat(house.words())
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "" + i).toList());
  }

  // original: 21
  @Test
  @Rule({"HF-5", "HF-10"})
  void an_order_to_a_worker_that_has_gone_is_refused_with_the_cause() {
    HandfastServer server = bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");
    Worker session = house.joined("w1");
    worker.close();
    CloseCause cause = house.left("w1");

    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(() -> session.cancel("anybody there?"))
          .isInstanceOfSatisfying(
              HandfastException.Closed.class, end -> assertThat(end.reason()).isEqualTo(cause));
    }
    assertThat(session.closeCause()).contains(cause);
    assertThat(server.worker("w1")).isEmpty();
  }

  @Test
  @Rule({"HF-5", "HF-14"})
  void an_order_has_its_outcome() {
    HandfastServer server = bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");
    house.joined("w1");

    BroadcastReport report = server.broadcast(each -> each.cancel("all"));

    Receipt receipt = report.accepted().get("w1");
    assertThat(receipt.await()).isEqualTo(new Delivery.Written());
    assertThat(worker.expectFrame("cancel").id()).isEqualTo(receipt.messageId());
    assertThat(report.refused()).isEmpty();
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of("wrong_direction", Wire.cancel("not yours")),
        Arguments.of("wrong_direction", Wire.ack()),
        Arguments.of("invalid_json", "nonsense"),
        Arguments.of("not_an_object", "7"),
        Arguments.of("missing_field", Wire.frame("log", "childId", "w1", "level", "text")),
        Arguments.of("wrong_type", Wire.log("w1", "x").replace("\"x\"", "1")),
        Arguments.of("invalid_value", Wire.status("w1", "dreaming")));
  }

  // race-catalogue: R7
  @ParameterizedTest
  @MethodSource("violations")
  @Rule({"HF-17", "HF-14"})
  void a_violation_has_its_code_and_ends_the_session(String code, String line) {
    bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");

    worker.send(Wire.log("w1", "before"), line, Wire.log("w1", "after"));

    assertThat(worker.expectFrame("protocol_error").text("code")).isEqualTo(code);
    worker.expectEnd();
    assertThat(house.left("w1"))
        .isInstanceOfSatisfying(
            CloseCause.PeerMisbehaved.class,
            end -> {
              assertThat(end.violation().code().wire()).isEqualTo(code);
              assertThat(end.violation().offender()).isEqualTo(Role.WORKER);
              assertThat(end.violation().state()).isEqualTo("Registered");
            });
    assertThat(house.words()).containsExactly("before");
  }

  @Test
  @Rule("HF-22")
  void what_is_unknown_is_ignored_and_counted() {
    bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");
    Worker session = house.joined("w1");

    worker.send(Wire.frame("brand_new", "x", 1), Wire.pong());

    worker.expectNothingYet();
    assertThat(session.counts().ignored()).containsOnly(Map.entry("unknown_type", 1L));
    assertThat(session.closeCause()).isEmpty();
  }

  @Test
  @Rule("HF-17")
  void a_worker_that_reports_a_protocol_error_is_believed() {
    bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");

    worker.send(Wire.frame("protocol_error", "code", "c", "message", "m"));

    worker.expectEnd();
    assertThat(house.left("w1")).isEqualTo(new CloseCause.PeerReported("c", "m"));
  }
}
