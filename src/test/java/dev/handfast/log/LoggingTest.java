package dev.handfast.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.client.HandfastClient;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Wire;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What stands in the log, and that nothing stands there which a user typed.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LoggingTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String TYPED = "typed-by-a-user";

  @RegisterExtension final Bench bench = new Bench();

  @Test
  void who_joined_and_who_left_is_for_those_who_debug_and_still_nothing_that_was_typed() {
    try (LogLines log = LogLines.from(Level.FINE)) {
      HandfastServer server = bench.server(b -> b.onPermission((w, r) -> Decision.approve()));
      HandfastClient client =
          bench.client(b -> b.task(TYPED).branch(TYPED).worktree(TYPED).model(TYPED));
      client.log(LogLevel.ERROR, TYPED);
      client.requestPermission(asking());
      server.worker("w1").orElseThrow().injectContext(TYPED, List.of(TYPED)).await();
      server.worker("w1").orElseThrow().cancel(TYPED).await();
      client.drain(LONG);
      server.stop(LONG);

      assertThat(log.all())
          .contains(
              "FINE worker w1 joined: session 1",
              "FINE worker w1 left: session 1: peer went away: end of file")
          .allSatisfy(line -> assertThat(line).startsWith("FINE ").doesNotContain(TYPED));
    }
  }

  @Test
  void violations_are_warnings_without_a_word_of_the_frame() {
    List<String> wrong =
        List.of(
            TYPED,
            "{\"" + TYPED + "\":1,\"" + TYPED + "\":2}",
            Wire.frame(
                "log", "childId", "w2", "level", TYPED, "content", Map.of(TYPED, List.of(TYPED))),
            Wire.frame("status_update", "childId", TYPED, "status", "idle"),
            Wire.frame("cancel", "reason", TYPED),
            Wire.frame("protocol_error", "code", TYPED, "message", TYPED));
    try (LogLines log = LogLines.from(Level.INFO)) {
      HandfastServer server = bench.server(b -> {});
      for (String frame : wrong) {
        RawWorker rude = bench.rawWorker("w2");
        rude.send(frame);
        rude.readToEnd();
        rude.close();
      }
      server.stop(LONG); // its callbacks have run, and the lines are among them

      assertThat(log.all()).filteredOn(line -> line.startsWith("WARNING")).hasSize(wrong.size());
      assertThat(log.all())
          .allSatisfy(line -> assertThat(line).doesNotContain(TYPED))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .isEqualTo(
                          "WARNING orchestrator, connection c-1: worker misbehaved in Registered:"
                              + " invalid_json; connection closed"));
    }
  }

  @Test
  void refusals_are_warnings_at_both_ends_without_the_reason_in_words() {
    try (LogLines log = LogLines.from(Level.INFO)) {
      HandfastServer server =
          bench.server(
              b -> b.authorize((handshake, peer) -> Verdict.reject(handshake.worker().task())));
      HandfastClient client = bench.client(b -> b.task(TYPED));
      assertThatThrownBy(() -> client.awaitReady(LONG)).hasMessageContaining(TYPED);
      client.drain(LONG);
      server.stop(LONG);

      assertThat(log.all())
          .containsExactlyInAnyOrder(
              "WARNING worker w1 is turned away by the authorizer",
              "WARNING worker, connection w1: handshake refused");
    }
  }

  @Test
  void what_is_left_behind_and_what_cannot_be_answered_is_logged_without_its_content() {
    try (LogLines log = LogLines.from(Level.INFO)) {
      RawServer server = bench.rawServer();
      RawPeer peer;
      try (HandfastClient client = bench.client(b -> b.task(TYPED))) {
        client.log(LogLevel.TEXT, TYPED);
        peer = server.accept();
        peer.expectFrame("handshake");
        var closing = bench.call(() -> client.drain(LONG));
        peer.send(Wire.refusal(TYPED));
        assertThat(closing.result().summary()).contains("handshake refused").doesNotContain(TYPED);
      }
      server.close();

      assertThat(log.all())
          .contains("WARNING worker, connection w1: handshake refused")
          .allSatisfy(line -> assertThat(line).doesNotContain(TYPED));
    }
  }

  @Test
  void a_decision_that_cannot_be_sent_is_logged_without_its_content() {
    try (LogLines log = LogLines.from(Level.INFO)) {
      bench.server(b -> b.onPermission((w, r) -> new Decision.ApprovePattern(TYPED + "\ud800")));
      HandfastClient client = bench.client(b -> {});
      assertThat(client.requestPermission(asking()).approves()).isFalse();
      client.drain(LONG);

      assertThat(log.all())
          .anySatisfy(line -> assertThat(line).startsWith("SEVERE the decision on "))
          .allSatisfy(line -> assertThat(line).doesNotContain(TYPED));
    }
  }

  @Test
  void who_debugs_sees_the_reasons() {
    try (LogLines log = LogLines.from(Level.FINE)) {
      RawServer server = bench.rawServer();
      HandfastClient client = bench.client(b -> {});
      RawPeer peer = server.accept();
      peer.expectFrame("handshake");
      peer.send(Wire.refusal(TYPED));
      assertThatThrownBy(() -> client.awaitReady(LONG)).isNotNull();
      client.drain(LONG);

      assertThat(log.all())
          .contains(
              "FINE worker, connection w1: handshake refused: "
                  + TYPED
                  + "; nothing was sent, a new connection may try again");
    }
  }

  @Test
  void who_writes_the_log_may_wait_for_whoever_uses_the_same_client() {
    var free = new Happenings<Boolean>();
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");
    try (LogLines _ = LogLines.from(Level.INFO, () -> free.accept(isOver(client::counts)))) {
      peer.send(Wire.refusal("no"));

      assertThat(free.await(1)).containsOnly(true);
    }
  }

  @Test
  void who_writes_the_log_may_wait_for_whoever_sends_to_the_worker_that_joined() {
    var free = new Happenings<Boolean>();
    HandfastServer server = bench.server(b -> {});
    Runnable send = () -> server.workers().forEach(worker -> worker.cancel("enough"));
    try (LogLines _ = LogLines.from(Level.FINE, () -> free.accept(isOver(send)))) {
      RawWorker worker = bench.rawWorker("w1");

      assertThat(free.await(1)).containsOnly(true);
      worker.expectFrame("cancel");
    }
  }

  @Test
  void who_writes_the_log_and_throws_does_not_keep_the_end_from_the_next_callback() {
    var ends = new Happenings<CloseCause>();
    RawServer server = bench.rawServer();
    bench.client(b -> b.onClosed(ends));
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");
    Runnable fails =
        () -> {
          throw new IllegalStateException("thrown by a test's log, on purpose");
        };
    try (LogLines _ = LogLines.from(Level.INFO, fails)) {
      peer.send(Wire.refusal("no"));

      assertThat(ends.await(1)).containsExactly(new CloseCause.Refused("no"));
    }
  }

  /// Whether somebody else can do it meanwhile.
  private static boolean isOver(Runnable task) {
    try {
      return Thread.ofPlatform().daemon().start(task).join(Duration.ofSeconds(5));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static Confirmation asking() {
    return Confirmation.builder()
        .toolName(TYPED)
        .input(Json.of(TYPED))
        .isDangerous(true)
        .dangerReason(TYPED)
        .build();
  }
}
