package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.HandfastEvent;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.RequestOutcome;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.Halt;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.ManualClock;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Signal;
import dev.handfast.driver.Wire;
import dev.handfast.message.LogLevel;
import dev.handfast.message.WorkerStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Closing writes what was accepted, or says what was not written.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClosingTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @RegisterExtension final Bench bench = new Bench();

  // race-catalogue: R4, R15
  // original: 17
  @Test
  @Rule({"HF-12", "HF-3"})
  void start_send_and_close_in_one_go_loses_nothing() {
    HandfastClient client = bench.client(); // and nobody listens yet
    Receipt only = client.complete(EarlySendsTest.result(List.of()));
    Call<DrainReport> closing = bench.call(() -> client.drain(LONG));
    RawServer server = bench.rawServer();
    RawPeer peer = server.acceptReady();

    peer.expectFrame("task_complete");
    peer.expectEnd(); // we are half-closed: the peer may still speak
    peer.close();

    assertThat(closing.result())
        .isEqualTo(new DrainReport(new CloseCause.ClosedLocally(), List.of()));
    assertThat(only.await()).isEqualTo(new Delivery.Written());
  }

  // race-catalogue: R15
  // original: 17
  @Test
  @Rule("HF-12")
  void a_slow_reader_gets_everything_before_the_end() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();
    client.awaitReady(LONG);
    for (int i = 0; i < 50; i++) {
      client.log(LogLevel.TEXT, "x".repeat(50_000));
    }
    client.complete(EarlySendsTest.result(List.of()));
    Call<DrainReport> closing = bench.call(() -> client.drain(LONG));

    List<RawPeer.Frame> frames = peer.readToEnd();
    peer.close();

    assertThat(frames).hasSize(51);
    assertThat(frames.getLast().type()).isEqualTo("task_complete");
    assertThat(closing.result().isComplete()).isTrue();
  }

  // original: 17
  @Test
  @Rule({"HF-5", "HF-12", "HF-20"})
  void what_a_peer_never_reads_is_returned_at_the_deadline() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> b.seams(bench.seams(clock)));
    server.acceptReady();
    client.awaitReady(LONG);
    for (int i = 0; i < 100; i++) {
      client.log(LogLevel.TEXT, "x".repeat(50_000));
    }
    Receipt last = client.complete(EarlySendsTest.result(List.of()));
    Call<DrainReport> closing = bench.call(() -> client.drain(LONG));
    clock.awaitAlarm(LONG);

    clock.advance(LONG);

    DrainReport report = closing.result();
    assertThat(report.cause()).isEqualTo(new CloseCause.DrainTimedOut());
    assertThat(report.undelivered().getLast().messageId()).isEqualTo(last.messageId());
    assertThat(report.undelivered()).hasSizeGreaterThan(1);
    assertThat(clock.alarms()).as("timers left behind").isZero();
  }

  @Test
  @Rule({"HF-12", "HF-20"})
  void what_waits_for_a_verdict_is_returned_at_the_deadline() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client =
        bench.client(b -> b.seams(bench.seams(clock)).handshakeTimeout(Duration.ofHours(1)));
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");
    Receipt waiting = client.status(WorkerStatus.STARTING);
    Call<DrainReport> closing = bench.call(() -> client.drain(LONG));
    clock.awaitAlarm(LONG);
    assertThat(client.phase()).isEqualTo(ClientPhase.FINISHING);
    assertThatThrownBy(() -> client.status(WorkerStatus.IDLE))
        .as("no more sends")
        .isInstanceOf(HandfastException.Closed.class);

    clock.advance(LONG);

    assertThat(closing.result().undelivered())
        .extracting(DrainReport.Undelivered::messageId)
        .containsExactly(waiting.messageId());
    assertThat(closing.result().cause()).isEqualTo(new CloseCause.DrainTimedOut());
    peer.expectEnd();
  }

  @Test
  @Rule({"HF-12", "HF-20"})
  void closing_with_nothing_accepted_ends_at_once_though_nobody_listens() {
    HandfastClient client = bench.client();

    assertThat(client.drain(LONG))
        .isEqualTo(new DrainReport(new CloseCause.ClosedLocally(), List.of()));
  }

  @Test
  @Rule({"HF-12", "HF-20"})
  void closing_with_nothing_accepted_ends_at_once_though_there_is_no_verdict() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");

    assertThat(client.drain(LONG).isComplete()).isTrue();

    peer.expectEnd();
  }

  @Test
  @Rule({"HF-8", "HF-12", "HF-20"})
  void finishing_ends_at_once_when_the_last_request_that_waited_is_withdrawn() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> b.seams(bench.seams(clock)));
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");
    PermissionCall only = client.askPermission(PermissionTest.confirmation());
    Call<DrainReport> closing = bench.call(() -> client.drain(LONG));
    clock.awaitAlarm(LONG);

    only.cancel();

    assertThat(closing.result())
        .isEqualTo(new DrainReport(new CloseCause.ClosedLocally(), List.of()));
    peer.expectEnd();
  }

  // race-catalogue: R4
  @Test
  @Rule({"HF-5", "HF-12"})
  void a_refusal_while_finishing_is_the_cause_and_returns_what_waited() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");
    client.status(WorkerStatus.STARTING);
    Call<DrainReport> closing = bench.call(() -> client.drain(LONG));

    peer.send(Wire.refusal("no"));

    assertThat(closing.result().cause()).isEqualTo(new CloseCause.Refused("no"));
    assertThat(closing.result().undelivered()).hasSize(1);
  }

  // race-catalogue: R15
  @Test
  @Rule("HF-12")
  void what_the_peer_wrote_before_it_saw_our_end_is_still_heard() {
    RawServer server = bench.rawServer();
    var heard = new Happenings<String>();
    HandfastClient client = bench.client(b -> b.onContext(c -> heard.accept(c.context())));
    RawPeer peer = server.acceptReady();
    client.awaitReady(LONG);
    PermissionCall call = client.askPermission(PermissionTest.confirmation());
    PermissionCall unanswered = client.askPermission(PermissionTest.confirmation());
    peer.expectFrames(2, "permission_request");
    Call<DrainReport> closing = bench.call(() -> client.drain(LONG));
    peer.expectEnd();

    peer.send(Wire.inject("last words"), Wire.answer(call.requestId(), "approve"));
    peer.close();

    assertThat(closing.result().cause()).isEqualTo(new CloseCause.ClosedLocally());
    assertThat(heard.await(1)).containsExactly("last words");
    assertThat(call.await().approves()).isTrue();
    assertThatThrownBy(unanswered::await)
        .isInstanceOfSatisfying(
            HandfastException.Unanswered.class,
            end -> assertThat(end.outcome()).isInstanceOf(RequestOutcome.Lost.class));
  }

  // race-catalogue: R20
  @ParameterizedTest
  @EnumSource
  @Rule({"HF-12", "HF-20"})
  void close_may_be_called_from_inside_a_handler(Handler from) {
    RawServer server = bench.rawServer();
    var client = new Happenings<HandfastClient>();
    var ends = new Happenings<CloseCause>();
    var started = new Signal();
    client.accept(bench.client(b -> from.closing(b, client).onClosed(ends)));
    started.give();
    Receipt before = client.all().getFirst().status(WorkerStatus.THINKING);
    RawPeer peer = server.acceptReady();
    peer.send(Wire.inject("close now"));

    assertThat(peer.readToEnd()).extracting(RawPeer.Frame::type).containsExactly("status_update");
    peer.close();

    assertThat(before.await()).isEqualTo(new Delivery.Written());
    assertThat(ends.await(1)).containsExactly(new CloseCause.ClosedLocally());
  }

  /// Which handler closes its client.
  enum Handler {
    READY,
    CONTEXT,
    EVENT;

    private ClientOptions.Builder closing(
        ClientOptions.Builder builder, Happenings<HandfastClient> client) {
      return switch (this) {
        case READY -> builder.onReady(_ -> client.await(1).getFirst().close());
        case CONTEXT -> builder.onContext(_ -> client.await(1).getFirst().close());
        case EVENT ->
            builder.onEvent(
                event -> {
                  if (event instanceof HandfastEvent.FrameReceived) {
                    client.await(1).getFirst().close();
                  }
                });
      };
    }
  }

  @Test
  @Rule({"HF-12", "HF-20"})
  void drain_waits_for_a_handler_that_still_runs() {
    var clock = new ManualClock();
    var halt = new Halt();
    var done = new AtomicBoolean();
    RawServer server = bench.rawServer();
    HandfastClient client =
        bench.client(
            b ->
                b.seams(bench.seams(clock))
                    .onContext(
                        _ -> {
                          halt.stand();
                          done.set(true);
                        }));
    RawPeer peer = server.acceptReady();
    peer.send(Wire.inject("take your time"));
    halt.awaitSomebody();
    PermissionCall unanswered = client.askPermission(PermissionTest.confirmation());
    peer.expectFrame("permission_request");
    Call<Boolean> closing =
        bench.call(
            () -> {
              client.drain(LONG);
              return done.get();
            });
    peer.expectEnd();
    peer.close();
    assertThatThrownBy(unanswered::await).as("the connection is over").isNotNull();
    clock.awaitAlarm(LONG); // and the handler is not

    halt.letGo();

    assertThat(closing.result()).isTrue();
  }

  // race-catalogue: R20
  @Test
  @Rule({"HF-12", "HF-20"})
  void an_interrupted_caller_drains_to_the_end_and_stays_interrupted() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();
    client.awaitReady(LONG);
    client.log(LogLevel.TEXT, "x".repeat(2 << 20));
    Call<Boolean> caller =
        bench.call(
            () -> {
              Thread.currentThread().interrupt();
              Receipt sent = client.log(LogLevel.TEXT, "sent by an interrupted thread");
              assertThatThrownBy(sent::await).isInstanceOf(HandfastException.WaitEnded.class);
              assertThat(client.drain(LONG).isComplete()).isTrue();
              return Thread.interrupted();
            });

    assertThat(peer.readToEnd()).hasSize(2);
    peer.close();

    assertThat(caller.result()).isTrue();
  }

  // race-catalogue: R20
  @Test
  @Rule({"HF-12", "HF-20"})
  void an_interrupted_caller_is_told_what_was_left() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer _ = server.acceptReady(); // it never reads
    client.awaitReady(LONG);
    Receipt left = client.log(LogLevel.TEXT, "x".repeat(2 << 20));
    Call<Boolean> caller =
        bench.call(
            () -> {
              Thread.currentThread().interrupt();
              assertThat(client.drain(Duration.ofMillis(50)).undelivered())
                  .extracting(DrainReport.Undelivered::messageId)
                  .containsExactly(left.messageId());
              return Thread.interrupted();
            });

    assertThat(caller.result()).isTrue();
  }

  // race-catalogue: R20
  @Test
  @Rule({"HF-10", "HF-12"})
  void many_may_close_at_once_and_all_get_the_same_report() {
    RawServer server = bench.rawServer();
    var ends = new Happenings<CloseCause>();
    HandfastClient client = bench.client(b -> b.onClosed(ends));
    RawPeer peer = server.acceptReady();
    client.status(WorkerStatus.IDLE);
    List<Call<DrainReport>> closers =
        List.of(
            bench.call(() -> client.drain(LONG)),
            bench.call(() -> client.drain(LONG)),
            bench.call(() -> client.drain(LONG)));
    peer.readToEnd();
    peer.close();

    assertThat(closers).extracting(Call::result).containsOnly(closers.getFirst().result());
    assertThat(ends.await(1)).hasSize(1);
  }
}
