package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastException;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.ManualClock;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Wire;
import dev.handfast.message.LogLevel;
import dev.handfast.message.WorkerStatus;
import dev.handfast.seam.SystemClock;
import dev.handfast.seam.Threads;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A dead orchestrator is noticed, and an original one is not taken for dead.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KeepaliveTest {
  private static final Duration PING = Duration.ofSeconds(30);

  @RegisterExtension final Bench bench = new Bench();
  private final ManualClock clock = new ManualClock();
  private final Happenings<HandfastEvent> events = new Happenings<>();
  private final Happenings<CloseCause> ends = new Happenings<>();

  @Test
  @Rule("HF-21")
  void an_orchestrator_of_ours_is_pinged_and_lives_as_long_as_it_answers() {
    RawServer server = bench.rawServer();
    HandfastClient client = client();
    RawPeer peer = extended(server, client);
    for (int i = 0; i < 10; i++) {
      clock.advance(PING);
      peer.expectFrame("ping");
      peer.send(Wire.pong());
      peer.expectNothingYet();
    }
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
  }

  @Test
  @Rule("HF-21")
  void any_sign_of_life_counts() {
    RawServer server = bench.rawServer();
    HandfastClient client = client();
    RawPeer peer = extended(server, client);
    for (int i = 0; i < 10; i++) {
      clock.advance(PING);
      peer.expectFrame("ping");
      peer.send(Wire.frame("something_new"));
      peer.expectNothingYet();
    }
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
  }

  @Test
  @Rule({"HF-7", "HF-21"})
  void a_silent_orchestrator_is_dead_after_the_limit_and_not_before() {
    RawServer server = bench.rawServer();
    HandfastClient client = client();
    RawPeer peer = extended(server, client);
    PermissionCall open = client.askPermission(PermissionTest.confirmation());
    peer.expectFrame("permission_request");
    clock.advance(PING);
    peer.expectFrame("ping");
    clock.advance(PING.minusMillis(1));
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);

    clock.advance(Duration.ofMillis(1));

    assertThat(ends.await(1)).containsExactly(new CloseCause.PeerSilent());
    assertThatThrownBy(open::await).isInstanceOf(HandfastException.Unanswered.class);
    peer.expectEnd();
  }

  @Test
  @Rule({"HF-26", "HF-29"})
  void an_original_orchestrator_is_never_pinged_and_never_dead_of_silence() {
    RawServer server = bench.rawServer();
    HandfastClient client = client();
    RawPeer peer = server.acceptReady();
    client.awaitReady(Duration.ofSeconds(10));
    peer.expectNothingYet();

    clock.advance(Duration.ofDays(1));

    peer.expectNothingYet();
    assertThat(client.phase()).isEqualTo(ClientPhase.READY);
  }

  @Test
  @Rule("HF-9")
  void pings_are_answered_also_while_draining() {
    RawServer server = bench.rawServer();
    HandfastClient client = client();
    RawPeer peer = extended(server, client);
    client.log(LogLevel.TEXT, "x".repeat(2 << 20));
    var closing = bench.call(() -> client.drain(Duration.ofHours(1)));
    clock.awaitAlarm(Duration.ofHours(1));
    assertThat(client.phase()).isEqualTo(ClientPhase.DRAINING);
    peer.send(Wire.ping());
    events.await(
        HandfastEvent.FrameReceived.class,
        received -> received.at().state().equals("Draining") && received.frame().contains("ping"));

    assertThat(peer.readUpTo("pong"))
        .extracting(RawPeer.Frame::type)
        .containsExactly("log", "pong");
    peer.expectEnd();
    peer.close();
    assertThat(closing.result().isComplete()).isTrue();
  }

  // real time: the ping comes soon, and only what is hung takes as long as the limit
  @Test
  @Rule("HF-21")
  void in_real_time_too_pings_go_on() {
    RawPeer peer = inRealTime(Duration.ofSeconds(30));
    for (int i = 0; i < 5; i++) {
      peer.readUpTo("ping");
      peer.send(Wire.pong());
    }
    peer.readUpTo("ping"); // also after the last pong

    assertThat(ends.all()).isEmpty();
  }

  // real time: the claim has no duration in it
  @Test
  @Rule("HF-21")
  void in_real_time_too_the_dead_are_noticed() {
    RawPeer _ = inRealTime(Duration.ofMillis(100)); // from here on it is silent

    assertThat(ends.await(1)).containsExactly(new CloseCause.PeerSilent());
  }

  /// The orchestrator, raw, of a client that it has accepted.
  private RawPeer inRealTime(Duration silenceLimit) {
    RawServer server = bench.rawServer();
    HandfastClient client =
        bench.client(
            b ->
                b.seams(bench.seams(bench.keep(new SystemClock("bench", Threads.system()))))
                    .pingInterval(Duration.ofMillis(20))
                    .silenceLimit(silenceLimit)
                    .onClosed(ends));
    client.status(WorkerStatus.STARTING);
    RawPeer peer = server.accept();
    peer.send(Wire.extendedAck(peer.expectFrame("handshake")));
    return peer;
  }

  private HandfastClient client() {
    return bench.client(
        b ->
            b.seams(bench.seams(clock))
                .pingInterval(PING)
                .silenceLimit(PING.multipliedBy(2))
                .onEvent(events)
                .onClosed(ends));
  }

  private static RawPeer extended(RawServer server, HandfastClient client) {
    RawPeer peer = server.accept();
    peer.send(Wire.extendedAck(peer.expectFrame("handshake")));
    client.awaitReady(Duration.ofSeconds(10));
    peer.expectNothingYet(); // the step is over, and the alarm set
    return peer;
  }
}
