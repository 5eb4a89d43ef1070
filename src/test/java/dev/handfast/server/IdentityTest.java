package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.HandfastException;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Halt;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Wire;
import dev.handfast.message.Decision;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One live session per identity, and an identity never changes.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class IdentityTest {
  @RegisterExtension final Bench bench = new Bench();
  private final House house = new House();

  // race-catalogue: R12
  // original: 3, 21
  @Test
  @Rule("HF-15")
  void a_second_worker_of_the_same_name_is_refused_and_the_first_stays() {
    HandfastServer server = bench.server(house::listen);
    RawWorker first = bench.rawWorker("w1");
    Worker session = house.joined("w1");
    RawWorker second = bench.rawWorker();
    second.send(Wire.handshake("w1"), Wire.log("w1", "from the impostor"));

    RawPeer.Frame ack = second.expectFrame("handshake_ack");

    assertThat(ack.json().get("accepted").asBoolean()).isFalse();
    assertThat(ack.text("error")).contains("w1", "taken");
    second.expectEnd();
    first.send(Wire.log("w1", "still here"));
    assertThat(house.words(1)).containsExactly("still here");
    assertThat(server.worker("w1")).containsSame(session);
    session.cancel("to the first");
    first.expectFrame("cancel");
  }

  // race-catalogue: R12
  // original: 3
  @Test
  @Rule({"HF-14", "HF-15"})
  void a_replaced_session_ends_and_its_end_does_not_touch_the_new_one() {
    HandfastServer server = bench.server(b -> house.listen(b).onDuplicate(DuplicatePolicy.REPLACE));
    RawWorker first = bench.rawWorker("w1");
    Worker old = house.joined("w1");
    RawWorker second = bench.rawWorker("w1");
    first.readToEnd();
    first.close();
    assertThat(house.left("w1")).isEqualTo(new CloseCause.Superseded());

    Worker current = server.worker("w1").orElseThrow();

    assertThat(current.epoch()).isGreaterThan(old.epoch());
    assertThatThrownBy(() -> old.cancel("to the old one"))
        .isInstanceOfSatisfying(
            HandfastException.Closed.class,
            closed -> assertThat(closed.reason()).isEqualTo(new CloseCause.Superseded()));
    current.cancel("to the new one");
    assertThat(second.expectFrame("cancel").text("reason")).isEqualTo("to the new one");
    house.heard.await(
        all -> all.stream().filter(House.Heard.Left.class::isInstance).count() == 1, "one left");
    assertThat(server.workers()).containsExactly(current);
  }

  // original: 21
  @Test
  @Rule({"HF-7", "HF-15"})
  void an_answer_goes_to_the_session_that_asked_and_not_to_its_successor() {
    var halt = new Halt();
    var lefts = new Happenings<Worker>();
    bench.server(
        b ->
            b.onDuplicate(DuplicatePolicy.REPLACE)
                .onLeft((worker, cause) -> lefts.accept(worker))
                .onPermission(
                    (worker, request) -> {
                      halt.stand();
                      return Decision.approve();
                    }));
    RawWorker first = bench.rawWorker("w1");
    first.send(Wire.ask("w1", "bash"));
    halt.awaitSomebody();
    RawWorker second = bench.rawWorker("w1");
    halt.letGo();
    lefts.await(1);

    second.expectNothingYet();
    assertThat(first.readToEnd()).isEmpty();
  }

  // race-catalogue: R12, R17
  @Test
  @Rule({"HF-10", "HF-15"})
  void the_name_is_free_again_after_the_end() {
    HandfastServer server = bench.server(house::listen);
    RawWorker first = bench.rawWorker("w1");
    Worker old = house.joined("w1");
    first.close();
    house.left("w1");
    assertThat(server.worker("w1")).isEmpty();

    bench.rawWorker("w1");

    house.heard.await(
        all -> all.stream().filter(House.Heard.Joined.class::isInstance).count() == 2, "two joins");
    assertThat(server.worker("w1").orElseThrow().epoch()).isGreaterThan(old.epoch());
  }

  static Stream<String> framesOfAnother() {
    return Stream.of(Wire.log("w2", "x"), Wire.status("w2", "idle"), Wire.ask("w2", "bash"));
  }

  // original: 12
  @ParameterizedTest
  @MethodSource("framesOfAnother")
  @Rule("HF-15")
  void a_worker_may_not_speak_under_another_name(String frame) {
    bench.server(house::listen);
    RawWorker other = bench.rawWorker("w2");
    RawWorker worker = bench.rawWorker("w1");

    worker.send(frame);

    assertThat(worker.expectFrame("protocol_error").text("code")).isEqualTo("child_id_mismatch");
    worker.expectEnd();
    assertThat(house.left("w1")).isInstanceOf(CloseCause.PeerMisbehaved.class);
    assertThat(house.words()).isEmpty();
    other.expectNothingYet();
  }

  // race-catalogue: R7
  // original: 12
  @ParameterizedTest
  @MethodSource("handshakes")
  @Rule({"HF-2", "HF-15"})
  void a_second_handshake_is_a_violation(String handshake) {
    HandfastServer server = bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");

    worker.send(handshake);

    assertThat(worker.expectFrame("protocol_error").text("code")).isEqualTo("duplicate_handshake");
    worker.expectEnd();
    house.left("w1");
    assertThat(server.workers()).isEmpty();
  }

  static Stream<String> handshakes() {
    return Stream.of(Wire.handshake("w1"), Wire.handshake("w2"));
  }

  // race-catalogue: R12
  @Test
  @Rule("HF-15")
  void of_many_who_claim_a_name_at_once_one_gets_it() {
    HandfastServer server = bench.server(house::listen);
    List<RawWorker> claimants = Stream.generate(bench::rawWorker).limit(20).toList();
    claimants.forEach(claimant -> claimant.send(Wire.handshake("w1")));

    long accepted =
        claimants.stream()
            .map(claimant -> claimant.expectFrame("handshake_ack"))
            .filter(ack -> ack.json().get("accepted").asBoolean())
            .count();

    assertThat(accepted).isOne();
    assertThat(server.workers()).hasSize(1);
  }
}
