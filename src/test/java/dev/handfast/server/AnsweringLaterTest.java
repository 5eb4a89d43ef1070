package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Happenings;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Wire;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A decision that takes its time holds up nothing else.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AnsweringLaterTest {
  @RegisterExtension final Bench bench = new Bench();

  private final House house = new House();
  private final Happenings<AnswerReport> reports = new Happenings<>();
  private final Map<String, CompletableFuture<Decision>> open = new ConcurrentHashMap<>();

  private CompletableFuture<Decision> later(Worker worker, PermissionRequest request) {
    return open.computeIfAbsent(request.confirmation().toolName(), _ -> new CompletableFuture<>());
  }

  @Test
  @Rule("HF-7")
  void while_a_decision_is_out_the_workers_other_messages_are_handled_and_requests_answered() {
    bench.server(b -> house.listen(b).onPermissionLater(this::later));
    RawWorker worker = bench.rawWorker("w1");
    String first = Wire.ask("w1", "first");
    String second = Wire.ask("w1", "second");
    worker.send(first, second, Wire.log("w1", "meanwhile"));

    assertThat(house.words(1)).containsExactly("meanwhile");
    open.get("second").complete(Decision.approve());
    assertAnswer(worker, second, "approve");
    open.get("first").complete(Decision.abort());
    assertAnswer(worker, first, "abort");
  }

  @Test
  @Rule("HF-14")
  void a_worker_that_leaves_while_a_decision_is_out_is_noticed() {
    bench.server(b -> house.listen(b).onPermissionLater(this::later));
    RawWorker worker = bench.rawWorker("w1");
    worker.send(Wire.ask("w1", "first"), Wire.log("w1", "last words"));
    house.words(1);

    worker.close();

    assertThat(house.left("w1")).isInstanceOf(CloseCause.PeerClosed.class);
    open.get("first").complete(Decision.approve()); // nobody wants it any more
  }

  @Test
  @Rule("HF-23")
  void a_failure_is_deny_whether_it_comes_at_once_or_later() {
    bench.server(
        b ->
            b.onPermissionLater(
                (worker, request) -> {
                  if (request.confirmation().toolName().equals("throws")) {
                    throw new IllegalStateException("thrown by a test's handler, on purpose");
                  }
                  return switch (request.confirmation().toolName()) {
                    case "gives nothing" -> null;
                    case "decides nothing" -> CompletableFuture.completedFuture(null);
                    default ->
                        CompletableFuture.failedFuture(
                            new IllegalStateException("failed by a test's handler, on purpose"));
                  };
                }));
    RawWorker worker = bench.rawWorker("w1");

    worker.send(
        Wire.ask("w1", "throws"),
        Wire.ask("w1", "fails"),
        Wire.ask("w1", "gives nothing"),
        Wire.ask("w1", "decides nothing"));

    assertThat(worker.expectFrames(4, "permission_response"))
        .extracting(frame -> frame.text("result"))
        .containsOnly("deny");
  }

  @Test
  @Rule({"HF-11", "HF-23"})
  void what_is_asked_beyond_the_limit_of_undecided_requests_is_denied() {
    bench.server(b -> b.inboundLimit(2).onPermissionLater(this::later));
    RawWorker worker = bench.rawWorker("w1");
    String third = Wire.ask("w1", "third");
    worker.send(Wire.ask("w1", "first"), Wire.ask("w1", "second"), third);

    assertAnswer(worker, third, "deny");
    assertThat(open).containsOnlyKeys("first", "second");

    open.get("first").complete(Decision.approve());
    worker.expectFrame("permission_response");
    String fourth = Wire.ask("w1", "fourth");
    worker.send(fourth, Wire.ping());
    worker.expectFrame("pong");
    open.computeIfAbsent("fourth", _ -> new CompletableFuture<>()).complete(Decision.approve());
    assertAnswer(worker, fourth, "approve");
  }

  @Test
  @Rule("HF-9")
  void a_ping_of_the_owner_goes_out_in_order_and_has_an_outcome() {
    var server = bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");
    Worker session = house.joined("w1");

    session.injectContext("before", List.of());
    var receipt = session.ping();

    worker.expectFrame("inject_context");
    assertThat(worker.expectFrame("ping").id()).isEqualTo(receipt.messageId());
    assertThat(receipt.await()).isInstanceOf(Delivery.Written.class);
    assertThat(server.worker("w1")).contains(session);
    assertThat(session.connection()).isEqualTo("c-1");
  }

  @Test
  @Rule({"HF-7", "HF-12", "HF-33"})
  void what_is_open_at_a_stop_is_denied_in_order_and_what_is_decided_later_is_refused() {
    var server =
        bench.server(b -> house.listen(b).onPermissionLater(this::later).onAnswer(this::told));
    RawWorker worker = bench.rawWorker("w1");
    String second = Wire.ask("w1", "second");
    String first = Wire.ask("w1", "first");
    worker.send(second, first, Wire.log("w1", "meanwhile"));
    house.words(1);
    var stop = bench.call(() -> server.stop(Duration.ofSeconds(20)));
    assertAnswer(worker, second, "deny");
    assertAnswer(worker, first, "deny");
    worker.expectEnd();

    open.get("first").complete(Decision.approve());
    worker.close();

    assertThat(stop.result().isComplete()).isTrue();
    assertThat(reports.all().stream().map(AnsweringLaterTest::words))
        .containsExactly("second deny", "first deny", "first approve refused");
  }

  @Test
  @Rule({"HF-7", "HF-33"})
  void the_close_of_one_session_denies_what_it_has_open_and_no_more() {
    bench.server(b -> house.listen(b).onPermissionLater(this::later).onAnswer(this::told));
    RawWorker worker = bench.rawWorker("w1");
    RawWorker other = bench.rawWorker("w2");
    String mine = Wire.ask("w1", "mine");
    String theirs = Wire.ask("w2", "theirs");
    worker.send(mine, Wire.log("w1", "meanwhile"));
    other.send(theirs, Wire.log("w2", "meanwhile"));
    house.words(2);
    Worker session = house.joined("w1");
    var close = bench.call(() -> session.close(Duration.ofSeconds(20)));
    assertAnswer(worker, mine, "deny");
    worker.expectEnd();
    worker.close();
    close.result();
    reports.await(all -> all.size() == 1, "the report of what was denied");

    open.get("theirs").complete(Decision.approve());

    assertAnswer(other, theirs, "approve");
    reports.await(all -> all.size() == 2, "two reports");
    assertThat(reports.all().stream().map(AnsweringLaterTest::words))
        .containsExactly("mine deny", "theirs approve");
  }

  @Test
  @Rule({"HF-23", "HF-24"})
  void a_decision_that_cannot_be_sent_is_told_as_refused_and_the_deny_in_its_place_as_accepted() {
    bench.server(
        b ->
            b.frameLimit(10_000)
                .onPermission((_, _) -> Decision.approvePattern("x".repeat(20_000)))
                .onAnswer(this::told));
    RawWorker worker = bench.rawWorker("w1");
    String ask = Wire.ask("w1", "bash");
    worker.send(ask);

    assertAnswer(worker, ask, "deny");
    reports.await(all -> all.size() == 2, "two reports");
    assertThat(reports.all().stream().map(AnsweringLaterTest::words))
        .containsExactlyInAnyOrder("bash approvepattern refused", "bash deny");
  }

  private void told(Worker worker, AnswerReport report) {
    reports.accept(report);
  }

  private static String words(AnswerReport report) {
    String words =
        report.request().confirmation().toolName()
            + " "
            + report.decision().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return report instanceof AnswerReport.Refused ? words + " refused" : words;
  }

  private static void assertAnswer(RawWorker worker, String ask, String result) {
    var answer = worker.expectFrame("permission_response");
    assertThat(answer.text("requestId")).isEqualTo(Wire.tree(ask).get("id").asString());
    assertThat(answer.text("result")).isEqualTo(result);
  }
}
