package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.AckConfig;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.WorkerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Mistakes of whoever uses the library: the worker at the other end is not left waiting for them.
final class OwnersFaultsTest {
  private static final Duration HUNG = Duration.ofSeconds(10);
  private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();
  private static final Confirmation CONFIRMATION =
      Confirmation.builder().toolName("bash").input(Json.of("ls")).isDangerous(false).build();

  private SocketPath.File path = SocketPath.of(Path.of("none"));

  @BeforeEach
  void choosePath() throws IOException {
    path = SocketPath.privateDirectory("faults");
  }

  @AfterEach
  void removePath() throws IOException {
    Path directory = path.path().getParent();
    if (directory != null) {
      Files.delete(directory);
    }
  }

  private Decision decisionBy(BiFunction<Worker, PermissionRequest, Decision> handler) {
    try (var _ = HandfastServer.builder(path).onPermission(handler).start();
        var client = HandfastClient.builder(path).childId("w-1").start()) {
      return client.requestPermission(CONFIRMATION);
    }
  }

  @Test
  @Rule("HF-23")
  void a_permission_handler_that_throws_an_error_denies() {
    assertThat(
            decisionBy(
                (worker, request) -> {
                  throw new AssertionError("thrown by a test's handler, on purpose");
                }))
        .isEqualTo(Decision.deny());
  }

  @Test
  @Rule("HF-23")
  void a_decision_that_cannot_be_sent_denies() {
    assertThat(decisionBy((worker, request) -> Decision.approvePattern("\ud800")))
        .isEqualTo(Decision.deny());
  }

  @Test
  @Rule("HF-19")
  void an_authorizer_that_throws_an_error_turns_the_worker_away_at_once() {
    Authorizer broken =
        (handshake, peer) -> {
          throw new AssertionError("thrown by a test's authorizer, on purpose");
        };
    try (var _ = HandfastServer.builder(path).authorize(broken).start();
        var client = HandfastClient.builder(path).childId("w-1").start()) {
      assertThatThrownBy(() -> client.awaitReady(HUNG))
          .isInstanceOfSatisfying(
              HandfastException.Closed.class,
              closed -> assertThat(closed.reason()).isInstanceOf(CloseCause.Refused.class));
    }
  }

  static Stream<Verdict> verdictsThatNoAckCanSay() {
    String half = "\ud83d";
    return Stream.of(
        Verdict.reject("no: " + half),
        new Verdict.Accept(Optional.empty(), Optional.of(half)),
        new Verdict.Accept(
            Optional.of(new AckConfig(List.of(half), OptionalLong.empty())), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("verdictsThatNoAckCanSay")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @Rule({"HF-16", "HF-19", "HF-20"})
  void half_a_character_in_a_verdict_turns_the_worker_away_and_the_server_stops(Verdict verdict) {
    var server = HandfastServer.builder(path).authorize((handshake, peer) -> verdict).start();
    try (var client = HandfastClient.builder(path).childId("w-1").start()) {
      assertThatThrownBy(() -> client.awaitReady(HUNG))
          .isInstanceOfSatisfying(
              HandfastException.Closed.class,
              closed ->
                  assertThat(closed.reason())
                      .isEqualTo(new CloseCause.Refused("the orchestrator could not decide")));
    }
    server.close();
  }

  @Test
  @Rule({"HF-8", "HF-11", "HF-12", "HF-16"})
  void for_ever_is_a_time_like_every_other() {
    try (var server = HandfastServer.builder(path).handshakeTimeout(FOR_EVER).start();
        var client =
            HandfastClient.builder(path)
                .childId("w-1")
                .handshakeTimeout(FOR_EVER)
                .whenFull(OverflowPolicy.waitUpTo(FOR_EVER))
                .start()) {
      client.awaitReady(FOR_EVER);
      var call = client.askPermission(CONFIRMATION, FOR_EVER);
      assertThat(call.await()).isEqualTo(Decision.deny());
      client.status(WorkerStatus.COMPLETE);

      assertThat(client.drain(FOR_EVER).undelivered()).isEmpty();
      assertThat(server.stop(FOR_EVER).isComplete()).isTrue();
    }
  }

  @Test
  void a_time_that_is_no_time_is_refused_where_it_is_given() {
    assertThatThrownBy(() -> OverflowPolicy.waitUpTo(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> HandfastClient.builder(path).childId("w").drainDeadline(Duration.ZERO).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HandfastServer.builder(path).stopDeadline(Duration.ZERO).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
