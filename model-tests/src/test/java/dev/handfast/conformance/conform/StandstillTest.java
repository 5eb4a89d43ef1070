package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.cases.Cases;
import dev.handfast.conformance.drive.Program;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Where the machine stands still, a case of time says nothing.
@Isolated("it holds up whatever runs on virtual threads")
class StandstillTest {

  /// Until one is quiet: what else the machine does is not the test's to say.
  private static final int MANY = 100;

  /// 400 ms: by then the peer has shaken hands, and the suite drips. 1 s: more than the 800 ms that
  /// the peer gives the suite for each drop.
  @Test
  void a_fault_is_caught_though_the_suite_stood_still_in_the_first_play() throws IOException {
    var plays = new AtomicInteger();
    CaseResult result =
        result(
            MANY,
            "C-DRIPPED-ACK",
            Peers.faulty("python", "client", "deadline-per-read"),
            () -> {
              if (plays.incrementAndGet() == 1) {
                CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS)
                    .execute(() -> standStill(Duration.ofSeconds(1)));
              }
            });
    assertThat(result.verdict()).isEqualTo(Verdict.HUNG);
    assertThat(plays).as("the first play said nothing").hasValueGreaterThan(1);
  }

  @Test
  void on_a_machine_that_has_no_time_a_case_of_time_is_not_run() throws IOException {
    CaseResult result =
        result(
            Options.PLAYS,
            "C-NOBODY-LISTENS",
            Peers.right("node", "client"),
            () -> standStill(Duration.ofMillis(400)));
    assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN);
    assertThat(result.note()).matches("it is about time, and .* in each of 5 plays, .* \\d+ ms");
  }

  private static CaseResult result(
      int plays, String test, Program.Start peer, Runnable beforeEachPlay) throws IOException {
    var options =
        new Options(1, Duration.ofSeconds(5), Duration.ofMinutes(5), Set.of(Way.PLAIN), plays);
    try (var suite =
        new Suite(
            Subjects.driven("client", peer),
            options,
            (id, _) -> {
              beforeEachPlay.run();
              return id;
            },
            _ -> {})) {
      return suite
          .run(new Selection(List.of(test), Selection.Shard.ALL).of(Cases.of("client")))
          .getFirst();
    }
  }

  /// Holds every carrier of virtual threads.
  private static void standStill(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    for (int each = 0; each < Runtime.getRuntime().availableProcessors(); each++) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (System.nanoTime() < until) {
                  Thread.onSpinWait();
                }
              });
    }
  }
}
