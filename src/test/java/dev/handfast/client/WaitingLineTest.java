package dev.handfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.HandfastException;
import dev.handfast.OverflowPolicy;
import dev.handfast.QueueLimit;
import dev.handfast.Receipt;
import dev.handfast.RequestOutcome;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.ManualClock;
import dev.handfast.driver.RawServer;
import dev.handfast.message.LogLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Callers that wait for room get their turn in the order in which they came.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WaitingLineTest {
  private static final Duration WAIT = Duration.ofSeconds(7);

  /// 1,000 bytes: one long message, or a long and a short one.
  private static final QueueLimit ONE_LONG = new QueueLimit(100, 1_000);

  private static final String LONG = "x".repeat(600);

  @RegisterExtension final Bench bench = new Bench();
  private final ManualClock clock = new ManualClock();

  @Test
  @Rule({"HF-3", "HF-4", "HF-11"})
  void a_later_send_does_not_overtake_one_that_waits_though_it_would_fit() {
    RawServer server = bench.rawServer();
    HandfastClient client = client(ONE_LONG);
    log(client, "0 " + LONG);
    Call<Receipt> first = waits(1, () -> log(client, "1 " + LONG));
    Call<Receipt> second = waits(2, () -> log(client, "2 short"));

    assertThat(server.acceptReady().expectFrames(3, "log"))
        .extracting(frame -> frame.text("content").substring(0, 1))
        .containsExactly("0", "1", "2");
    assertThat(first.result().await()).isEqualTo(second.result().await());
  }

  @Test
  @Rule("HF-11")
  void who_waits_too_long_leaves_the_line_and_the_next_one_is_let_in() {
    bench.rawServer();
    HandfastClient client = client(ONE_LONG);
    log(client, "0 " + LONG);
    Call<Receipt> first = waits(1, () -> log(client, "1 " + LONG));
    clock.advance(Duration.ofSeconds(1));
    Call<Receipt> second = waits(2, () -> log(client, "2 short"));

    clock.advance(WAIT.minusSeconds(1));

    assertThatThrownBy(first::result).isInstanceOf(HandfastException.QueueFull.class);
    assertThat(second.result().delivery()).as("accepted, and not written yet").isEmpty();
  }

  @Test
  @Rule({"HF-4", "HF-11"})
  void ten_callers_that_wait_are_served_in_the_order_in_which_they_came() {
    RawServer server = bench.rawServer();
    HandfastClient client = client(new QueueLimit(1, 1 << 20));
    log(client, "0");
    var callers = new ArrayList<Call<Receipt>>();
    for (int i = 1; i <= 10; i++) {
      String content = "" + i;
      callers.add(waits(i, () -> log(client, content)));
    }

    assertThat(server.acceptReady().expectFrames(11, "log"))
        .extracting(frame -> frame.text("content"))
        .containsExactlyElementsOf(IntStream.rangeClosed(0, 10).mapToObj(i -> "" + i).toList());
    assertThat(List.copyOf(callers)).allSatisfy(call -> call.result().await());
  }

  @Test
  @Rule({"HF-8", "HF-11"})
  void the_time_out_of_a_request_counts_from_the_call_though_it_waits_for_room() {
    RawServer server = bench.rawServer();
    HandfastClient client = client(new QueueLimit(1, 1 << 20));
    log(client, "0");
    Duration timeout = Duration.ofSeconds(20);
    Call<PermissionCall> asking = bench.call(() -> ask(client, timeout));
    clock.awaitAlarm(WAIT);
    clock.advance(Duration.ofSeconds(3));
    server.acceptReady().readUpTo("permission_request");
    PermissionCall call = asking.result();

    clock.advance(timeout.minusSeconds(4));
    assertThat(call.reply()).isEmpty();
    clock.advance(Duration.ofSeconds(1));

    // the clock's thread may find the link's at work, which ends the call then
    assertThat(call.future().join())
        .isEqualTo(new PermissionCall.Reply.NotAnswered(new RequestOutcome.TimedOut()));
  }

  @Test
  @Rule({"HF-8", "HF-11"})
  void a_request_waits_for_room_no_longer_than_its_time_out() {
    bench.rawServer();
    HandfastClient client = client(new QueueLimit(1, 1 << 20));
    log(client, "0");
    Duration timeout = Duration.ofSeconds(2);
    Call<PermissionCall> asking = bench.call(() -> ask(client, timeout));
    clock.awaitAlarm(timeout);

    clock.advance(timeout);

    assertThatThrownBy(asking::result).isInstanceOf(HandfastException.QueueFull.class);
  }

  /// A call of which it is certain that it waits, as the so-and-so-many-th.
  private Call<Receipt> waits(int place, Callable<Receipt> send) {
    Call<Receipt> call = bench.call(send);
    clock.awaitAlarms(place, WAIT);
    return call;
  }

  private HandfastClient client(QueueLimit limit) {
    return bench.client(
        b ->
            b.seams(bench.seams(clock))
                .queue(limit)
                .whenFull(OverflowPolicy.waitUpTo(WAIT))
                .handshakeTimeout(Duration.ofHours(1)));
  }

  private static PermissionCall ask(HandfastClient client, Duration timeout) {
    return client.askPermission(PermissionTest.confirmation(), timeout);
  }

  private static Receipt log(HandfastClient client, String content) {
    return client.log(LogLevel.INFO, content);
  }
}
