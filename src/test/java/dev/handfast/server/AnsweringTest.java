package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.client.HandfastClient;
import dev.handfast.driver.Bench;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Signal;
import dev.handfast.driver.Wire;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A request gets one answer, and whatever is not clearly a yes is a no.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AnsweringTest {
  @RegisterExtension final Bench bench = new Bench();

  static Stream<Decision> decisions() {
    return Stream.of(
        Decision.approve(),
        Decision.deny(),
        Decision.abort(),
        Decision.approvePattern("git *"),
        Decision.approveCategory("read"));
  }

  @ParameterizedTest
  @MethodSource("decisions")
  @Rule({"HF-7", "HF-23"})
  void each_of_the_five_forms_arrives_as_it_was_given(Decision decision) {
    bench.server(b -> b.onPermission((worker, request) -> decision));
    HandfastClient client = bench.client();

    Decision arrived =
        client.requestPermission(
            Confirmation.builder()
                .toolName("bash")
                .input(Json.of(Map.of()))
                .isDangerous(true)
                .build());

    assertThat(arrived).isEqualTo(decision);
  }

  // original: 14
  @Test
  @Rule("HF-23")
  void without_a_handler_with_one_that_throws_and_with_one_that_has_no_opinion_it_is_deny() {
    bench.server(
        b ->
            b.onPermission(
                (worker, request) ->
                    switch (request.confirmation().toolName()) {
                      case "throws" ->
                          throw new IllegalStateException("thrown by a test's handler, on purpose");
                      default -> null;
                    }));
    RawWorker worker = bench.rawWorker("w1");

    worker.send(Wire.ask("w1", "throws"), Wire.ask("w1", "returns null"));

    assertThat(worker.expectFrames(2, "permission_response"))
        .extracting(frame -> frame.text("result"))
        .containsOnly("deny");
  }

  @Test
  @Rule("HF-23")
  void nobody_who_decides_means_deny() {
    bench.server(b -> {});
    RawWorker worker = bench.rawWorker("w1");
    worker.send(Wire.ask("w1", "bash"));

    assertThat(worker.expectFrame("permission_response").text("result")).isEqualTo("deny");
  }

  // race-catalogue: R11
  @Test
  @Rule({"HF-7", "HF-17"})
  void an_id_that_is_still_unanswered_may_not_be_used_again() {
    var answer = new Signal();
    bench.server(
        b ->
            b.onPermission(
                (worker, request) -> {
                  answer.await();
                  return Decision.approve();
                }));
    RawWorker worker = bench.rawWorker("w1");
    String ask = Wire.ask("w1", "bash");

    worker.send(ask, ask);

    assertThat(worker.expectFrame("protocol_error").text("code")).isEqualTo("duplicate_request");
    worker.expectEnd();
    answer.give();
  }

  // race-catalogue: R11
  @Test
  @Rule("HF-7")
  void an_id_that_was_answered_may_be_used_again() {
    bench.server(b -> b.onPermission((worker, request) -> Decision.approve()));
    RawWorker worker = bench.rawWorker("w1");
    String ask = Wire.ask("w1", "bash");
    for (int i = 0; i < 2; i++) {
      worker.send(ask);
      RawPeer.Frame answer = worker.expectFrame("permission_response");
      assertThat(answer.text("requestId")).isEqualTo(Wire.tree(ask).get("id").asString());
    }
  }
}
