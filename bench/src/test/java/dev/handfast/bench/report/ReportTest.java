package dev.handfast.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What the page makes of samples.
class ReportTest {
  private final Results results = new Results();

  @Test
  void a_spread_is_the_median_between_the_quartiles_and_of_a_few_between_the_ends() {
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0, 5.0))).isEqualTo(new Spread(2, 3, 4, 5, 5));
    assertThat(Spread.of(List.of(1.0, 2.0))).isEqualTo(new Spread(1, 1.5, 2, 2, 2));
    assertThat(Spread.of(List.of(1.0, 2.0, 3.0, 8.0))).isEqualTo(new Spread(1, 2.5, 8, 8, 4));
    assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7, 7, 1));
  }

  @Test
  void a_ratio_compares_figures_of_the_same_round() {
    sample("rtt", "c", 1, 10);
    sample("rtt", "c", 2, 100);
    sample("rtt", "handfast", 1, 20);
    sample("rtt", "handfast", 2, 200);
    sample("rtt", "handfast", 3, 5);
    assertThat(results.timesFloor("rtt", "handfast", "p50")).contains(new Spread(2, 2, 2, 2, 2));
  }

  @Test
  void nothing_is_a_multiple_of_nothing() {
    sample("rtt", "c", 1, 0);
    sample("rtt", "handfast", 1, 0);
    assertThat(results.timesFloor("rtt", "handfast", "p50")).isEmpty();
  }

  @Test
  void a_waiting_caller_is_compared_with_the_floors_round_trip() {
    sample("rtt", "c", 1, 10);
    sample("wait", "handfast", 1, 30);
    assertThat(results.timesFloor("wait", "handfast", "p50")).contains(new Spread(3, 3, 3, 3, 1));
  }

  @Test
  void the_handshakes_own_cost_leaves_out_what_accepting_costs() {
    results.add(new Sample("handshake", 0, "jdk", "handshake", 1, 30));
    results.add(new Sample("handshake", 0, "jdk", "request", 1, 10));
    results.add(new Sample("handshake", 0, "handfast", "handshake", 1, 60));
    results.add(new Sample("handshake", 0, "handfast", "request", 1, 40));
    Target target =
        Target.ALL.stream().filter(any -> any.what().startsWith("the handshake")).findFirst().get();
    assertThat(target.figure().apply(results).get().median()).isCloseTo(1, within(1e-9));
  }

  @Test
  void a_target_that_is_missed_is_said_to_be_missed() {
    sample("rtt", "c", 1, 10);
    sample("rtt", "handfast", 1, 20);
    assertThat(page(false))
        .contains("| ≤ 1.90 × C | 2 (2 – 2) | 1 | **no**, [why](README.md#where-the-time-goes) |");
  }

  @Test
  void a_bound_between_the_quartiles_is_said_to_be_near() {
    sample("rtt", "c", 1, 10);
    sample("rtt", "c", 2, 10);
    sample("rtt", "handfast", 1, 17);
    sample("rtt", "handfast", 2, 23);
    assertThat(page(false))
        .contains("| 2 (1.70 – 2.30) | 2 | **no**, but within the spread, [why]");
    sample("rtt", "c", 3, 10);
    sample("rtt", "handfast", 3, 18.5);
    assertThat(page(false)).contains(" | yes, but within the spread |");
  }

  @Test
  void what_a_sender_holds_is_judged_by_the_worst_round() {
    for (int round = 1; round <= 4; round++) {
      results.add(new Sample("slow-reader-large", 0, "handfast", "bytes", round, 16_000_000));
    }
    assertThat(page(false))
        .contains("| ≤ 17,002,080 B in each round | 16,000,000 (16,000,000 – 16,000,000)")
        .contains(", at most 16,000,000 | 4 | yes |");
    results.add(new Sample("slow-reader-large", 0, "handfast", "bytes", 5, 17_100_000));
    assertThat(page(false)).contains(", at most 17,100,000 | 5 | **no**, [why]");
  }

  @Test
  void a_walk_that_takes_twice_as_long_as_half_of_it_is_linear() {
    results.add(new Sample("walk", 32, "handfast", "rate", 1, 400));
    results.add(new Sample("walk", 64, "handfast", "rate", 1, 200));
    assertThat(page(false)).contains("| ≤ 2 × | 2 (2 – 2) | 1 | yes |");
  }

  @Test
  void a_target_that_was_not_measured_is_not_met() {
    assertThat(page(false)).contains("| ≤ 3.30 × C | not measured | – | – |");
  }

  @Test
  void a_smoke_test_judges_nothing() {
    sample("rtt", "c", 1, 10);
    sample("rtt", "handfast", 1, 11);
    assertThat(page(true)).doesNotContain("| yes |").contains("no figure means anything");
  }

  @Test
  void given_cores_are_judged_by_the_floor_on_the_same_ones() {
    assertThat(page(false)).doesNotContain("on given cores");
    sample("rtt", "c", 1, 100);
    sample("rtt-one-core", "c", 1, 10);
    sample("rtt-two-cores", "c", 1, 20);
    sample("wait-one-core", "handfast", 1, 34);
    sample("wait-two-cores", "handfast", 1, 34);
    assertThat(page(false))
        .contains("### The same on given cores")
        .contains(
            "| ≤ 3.30 × C | 3.40 (3.40 – 3.40) | 1 | **no**, [why](README.md#where-the-time-goes) |"
                + " 1.70 (1.70 – 1.70) | 1 | yes |")
        .contains(
            "## Round trip: a thread asks, waits for the answer, and asks again; both ends on one"
                + " core");
    assertThat(JsonReport.of(results, environment(false, Optional.empty())))
        .contains("\"placement\" : \"two-cores\"");
  }

  @Test
  void smaller_crowds_than_the_targets_speak_of_judge_nothing() {
    sample("rtt", "c", 1, 10);
    sample("rtt", "handfast", 1, 11);
    var small =
        new Environment(
            Map.of(), Map.of(), "", 1, 1, 1, 1, 0, Optional.empty(), Optional.of("1 × 200"), false);
    assertThat(MarkdownReport.of(results, small, UnaryOperator.identity(), "README.md"))
        .contains("smaller (1 × 200): no target is judged")
        .doesNotContain("| yes |");
  }

  @Test
  void the_committed_figures_are_as_the_schema_says() throws IOException {
    Path home = Path.of(System.getProperty("handfast.root"), "bench");
    var json = new JsonMapper();
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    String schema = Files.readString(home.resolve("results.schema.json"));
    String figures = Files.readString(home.resolve("results.json"));
    assertThat(registry.getSchema(json.readTree(schema)).validate(json.readTree(figures)))
        .isEmpty();
  }

  @Test
  void who_is_left_out_and_what_failed_stands_at_the_top() {
    results.leftOut("node", "not installed");
    results.failed("round 1: rtt, jdk: hangs");
    assertThat(page(false))
        .contains("- left out: node (not installed)")
        .contains("- failed: round 1: rtt, jdk: hangs");
  }

  @Test
  void it_says_whether_idle_cores_sleep_and_why() {
    assertThat(page(false)).contains("Idle cores are kept awake");
    assertThat(page(false, Optional.of("gcc: not installed")))
        .contains("**Idle cores sleep (gcc: not installed)")
        .doesNotContain("kept awake");
  }

  private void sample(String workload, String contender, int round, double value) {
    results.add(new Sample(workload, 0, contender, "p50", round, value));
  }

  private String page(boolean quick) {
    return page(quick, Optional.empty());
  }

  private String page(boolean quick, Optional<String> asleep) {
    return MarkdownReport.of(
        results, environment(quick, asleep), UnaryOperator.identity(), "README.md");
  }

  private static Environment environment(boolean quick, Optional<String> asleep) {
    return new Environment(
        Map.of(), Map.of(), "2026-01-01T00:00Z", 1, 1, 1, 1, 0, asleep, Optional.empty(), quick);
  }
}
