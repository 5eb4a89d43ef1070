package dev.handfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.CloseCause;
import dev.handfast.HandfastException;
import dev.handfast.Rule;
import dev.handfast.driver.Bench;
import dev.handfast.driver.Call;
import dev.handfast.driver.RawWorker;
import dev.handfast.driver.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An orchestrator ends one worker's session and goes on with the others.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EndOneSessionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension final Bench bench = new Bench();
  private final House house = new House();

  @Test
  @Rule({"HF-10", "HF-12", "HF-15"})
  void what_was_accepted_arrives_the_others_stay_and_the_child_id_is_free() {
    HandfastServer server = bench.server(house::listen);
    RawWorker worker = bench.rawWorker("w1");
    RawWorker other = bench.rawWorker("w2");
    Worker session = house.joined("w1");
    house.joined("w2");
    session.cancel("enough");
    Call<StopReport.Ended> end = bench.call(() -> session.close(PATIENCE));
    worker.expectFrame("cancel");
    worker.expectEnd();
    worker.send(Wire.log("w1", "a last word"));
    worker.close();

    StopReport.Ended report = end.result();

    assertThat(report)
        .isEqualTo(new StopReport.Ended("w1", new CloseCause.ClosedLocally(), List.of()));
    assertThat(house.words(1)).containsExactly("a last word");
    assertThatThrownBy(() -> session.cancel("again")).isInstanceOf(HandfastException.Closed.class);
    assertThat(session.close(PATIENCE)).isEqualTo(report);
    assertThat(server.workers()).extracting(Worker::childId).containsExactly("w2");
    other.expectNothingYet();
    bench.rawWorker("w1");
    assertThat(server.worker("w1").orElseThrow().epoch()).isGreaterThan(session.epoch());
  }

  @Test
  @Rule("HF-12")
  void a_worker_that_reads_nothing_is_left_at_the_deadline_and_the_report_says_what_was_lost() {
    bench.server(house::listen);
    bench.rawWorker("w1");
    Worker session = house.joined("w1");
    session.injectContext("x".repeat(4 << 20), List.of());
    session.injectContext("behind it", List.of());

    StopReport.Ended report = session.close(Duration.ofMillis(1));

    assertThat(report.cause()).isEqualTo(new CloseCause.DrainTimedOut());
    assertThat(report.undelivered()).hasSize(2);
  }
}
