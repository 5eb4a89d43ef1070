package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.HandfastException;
import dev.handfast.Race;
import dev.handfast.RequestOutcome;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.ManualClock;
import dev.handfast.driver.RawPeer;
import dev.handfast.driver.RawServer;
import dev.handfast.driver.Wire;
import dev.handfast.message.Cancel;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests end exactly once, by their own answer or with a reason.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PermissionTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  @RegisterExtension final Bench bench = new Bench();

  static Confirmation confirmation() {
    return confirmation("bash");
  }

  static Confirmation confirmation(String tool) {
    return Confirmation.builder()
        .toolName(tool)
        .input(Json.of(Map.of("command", "ls")))
        .isDangerous(false)
        .build();
  }

  // original: 1
  @Test
  @Rule({"HF-6", "HF-8"})
  void a_request_made_before_the_connection_waits_and_the_ack_does_not_settle_it() {
    HandfastClient client = bench.client();
    PermissionCall call = client.askPermission(confirmation());
    RawPeer peer = bench.rawServer().acceptReady(); // an ack that names no request
    client.awaitReady(Duration.ofSeconds(10));
    String request = peer.expectFrame("permission_request").id();

    assertThat(call.reply()).isEmpty();
    assertThat(call.requestId()).isEqualTo(request);
    peer.send(Wire.answer(request, "approve"));
    assertThat(call.await()).isEqualTo(Decision.approve());
  }

  // race-catalogue: R11
  @Test
  @Rule("HF-7")
  void each_of_many_concurrent_requests_gets_its_own_answer() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();
    List<Call<Boolean>> callers =
        IntStream.range(0, 4)
            .mapToObj(caller -> bench.call(() -> askMany(client, "tool-" + caller + "-")))
            .toList();

    for (int i = 0; i < 4 * 100; i++) {
      RawPeer.Frame request = peer.expectFrame("permission_request");
      String tool = request.json().at("/confirmation/toolName").asString();
      peer.send( // at once: the caller may not even have its call in hand
          Wire.answer(request.id(), Map.of("type", "approve_pattern", "pattern", tool)));
    }

    assertThat(callers).allSatisfy(caller -> assertThat(caller.result()).isTrue());
    assertThat(client.counts().ignored()).isEmpty();
  }

  private static boolean askMany(HandfastClient client, String prefix) {
    return IntStream.range(0, 100)
        .mapToObj(i -> prefix + i)
        .allMatch(
            tool ->
                client.requestPermission(confirmation(tool)).equals(Decision.approvePattern(tool)));
  }

  // race-catalogue: R11
  @Test
  @Rule("HF-8")
  void a_request_that_times_out_while_it_waits_is_never_transmitted() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client =
        bench.client(b -> b.seams(bench.seams(clock)).handshakeTimeout(Duration.ofHours(1)));
    RawPeer peer = server.accept();
    peer.expectFrame("handshake");
    PermissionCall early = client.askPermission(confirmation(), TIMEOUT);
    clock.advance(Duration.ofSeconds(1));
    PermissionCall later = client.askPermission(confirmation(), TIMEOUT);

    clock.advance(TIMEOUT.minusSeconds(1)); // counted from the call

    assertThatThrownBy(early::await)
        .isInstanceOfSatisfying(
            HandfastException.Unanswered.class,
            end -> assertThat(end.outcome()).isEqualTo(new RequestOutcome.TimedOut()));
    assertThat(early.receipt().await())
        .isEqualTo(new Delivery.Failed(new FailureCause.WithdrawnOnTimeout()));
    peer.send(Wire.ack());
    assertThat(peer.expectFrame("permission_request").id()).isEqualTo(later.requestId());
    peer.expectNothingYet();
  }

  // race-catalogue: R11
  @Test
  @Rule("HF-8")
  void a_request_that_is_cancelled_while_it_waits_is_never_transmitted() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    PermissionCall call = client.askPermission(confirmation());
    call.cancel();
    assertThat(call.receipt().await())
        .isEqualTo(new Delivery.Failed(new FailureCause.WithdrawnOnCancel()));
    RawPeer peer = server.acceptReady();
    client.awaitReady(Duration.ofSeconds(10));

    peer.expectNothingYet();
    assertThatThrownBy(call::await)
        .isInstanceOfSatisfying(
            HandfastException.Unanswered.class,
            end -> assertThat(end.outcome()).isEqualTo(new RequestOutcome.Cancelled()));
  }

  // race-catalogue: R11
  @Test
  @Rule("HF-7")
  void an_answer_after_the_time_out_is_ignored_and_counted_and_nothing_is_left_behind() {
    var clock = new ManualClock();
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client(b -> b.seams(bench.seams(clock)));
    RawPeer peer = server.acceptReady();
    client.awaitReady(Duration.ofSeconds(10));
    int before = clock.alarms();
    PermissionCall call = client.askPermission(confirmation(), TIMEOUT);
    PermissionCall other = client.askPermission(confirmation(), TIMEOUT.multipliedBy(2));
    peer.expectFrames(2, "permission_request");

    clock.advance(TIMEOUT);
    assertThatThrownBy(call::await).isInstanceOf(HandfastException.Unanswered.class);
    peer.send(Wire.answer(call.requestId(), "approve"), Wire.answer("never-made", "approve"));
    peer.send(Wire.answer(other.requestId(), "abort"));

    assertThat(other.await()).isEqualTo(Decision.abort());
    assertThat(client.counts().ignored()).containsEntry("unknown_request", 2L);
    assertThat(clock.alarms()).as("timers left behind").isEqualTo(before);
  }

  // original: 16
  @Test
  @Rule({"HF-7", "HF-30"})
  void a_cancel_ends_every_waiting_request_before_its_handler_runs() {
    RawServer server = bench.rawServer();
    var cancels = new Happenings<Cancel>();
    HandfastClient client = bench.client(b -> b.onCancel(cancels));
    RawPeer peer = server.acceptReady();
    PermissionCall call = client.askPermission(confirmation());
    peer.expectFrame("permission_request");

    peer.send(Wire.cancel("enough"));

    assertThatThrownBy(call::await)
        .isInstanceOfSatisfying(
            HandfastException.Unanswered.class,
            end -> assertThat(end.outcome()).isEqualTo(new RequestOutcome.CalledOff("enough")));
    assertThat(cancels.await(1)).hasSize(1);
    peer.send(Wire.answer(call.requestId(), "approve"));
    peer.expectNothingYet();
    assertThat(client.counts().ignored()).containsEntry("unknown_request", 1L);
  }

  static Stream<String> resultsThatApproveNothing() {
    return Stream.of(
        Wire.answer("ID", false),
        Wire.answer("ID", true),
        Wire.answer("ID", 0),
        Wire.answer("ID", null),
        Wire.answer("ID", "Approve"),
        Wire.answer("ID", "approved"),
        Wire.answer("ID", ""),
        Wire.answer("ID", Map.of("type", "approve")),
        Wire.answer("ID", Map.of("type", "approve_pattern")),
        Wire.answer("ID", List.of("approve")),
        Wire.frame("permission_response", "requestId", "ID"));
  }

  // original: 14
  @ParameterizedTest
  @MethodSource("resultsThatApproveNothing")
  @Rule("HF-23")
  void a_result_that_is_none_of_the_five_forms_approves_nothing(String answer) {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();
    PermissionCall call = client.askPermission(confirmation());
    String request = peer.expectFrame("permission_request").id();

    peer.send(answer.replace("\"ID\"", '"' + request + '"'));

    assertThatThrownBy(call::await).isInstanceOf(HandfastException.Unanswered.class);
    assertThat(peer.expectFrame("protocol_error").text("code"))
        .isIn("wrong_type", "missing_field", "invalid_value");
    peer.expectEnd();
  }

  // race-catalogue: R11
  @Race("R11")
  @Test
  @Rule({"HF-7", "HF-20"})
  void every_request_that_races_with_the_end_is_refused_or_ends() throws Exception {
    RawServer server = bench.rawServer();
    for (int round = 0; round < 50; round++) {
      HandfastClient client = bench.client();
      RawPeer peer = server.acceptReady();
      client.awaitReady(Duration.ofSeconds(10));
      Call<Integer> caller = bench.call(() -> askUntilRefused(client));
      if (round % 2 == 0) {
        peer.expectFrame("permission_request");
      }
      peer.close();
      caller.result();
    }
  }

  private static int askUntilRefused(HandfastClient client) throws Exception {
    int asked = 0;
    while (true) {
      try {
        PermissionCall call = client.askPermission(confirmation());
        asked++;
        PermissionCall.Reply reply = call.future().get(10, TimeUnit.SECONDS);
        assertThat(reply)
            .isInstanceOfSatisfying(
                PermissionCall.Reply.NotAnswered.class,
                end -> assertThat(end.outcome()).isInstanceOf(RequestOutcome.Lost.class));
        assertThat(call.receipt().await()).isNotNull();
      } catch (HandfastException.Closed closed) {
        assertThat(closed.reason()).isInstanceOf(CloseCause.PeerClosed.class);
        return asked;
      }
    }
  }

  // race-catalogue: R20
  @Test
  @Rule({"HF-7", "HF-20"})
  void an_interrupt_cancels_the_request_and_nothing_else() {
    RawServer server = bench.rawServer();
    HandfastClient client = bench.client();
    RawPeer peer = server.acceptReady();
    Call<Boolean> caller =
        bench.call(
            () -> {
              assertThatThrownBy(() -> client.requestPermission(confirmation("first")))
                  .isInstanceOf(HandfastException.WaitEnded.class);
              return Thread.interrupted();
            });
    String first = peer.expectFrame("permission_request").id();
    PermissionCall second = client.askPermission(confirmation("second"));
    String secondId = peer.expectFrame("permission_request").id();
    assertThat(second.await(Duration.ofNanos(1))).as("a wait that ends leaves it open").isEmpty();

    caller.interrupt();

    assertThat(caller.result()).as("the thread stays interrupted").isTrue();
    peer.send(Wire.answer(first, "approve"), Wire.answer(secondId, "approve"));
    assertThat(second.await()).isEqualTo(Decision.approve());
    assertThat(client.counts().ignored()).containsEntry("unknown_request", 1L);
  }
}
